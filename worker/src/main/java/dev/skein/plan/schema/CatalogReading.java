package dev.skein.plan.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.PgConnection;

/**
 * A stretch of reading that leaves the session as it was: its settings, its transaction and its locks.
 *
 * <p>{@code pg_get_viewdef} locks the tables of a view, and locks last until the transaction's end; so the reading ends
 * with a rollback, to a savepoint where a transaction is open. What text PostgreSQL gives for a definition depends on
 * settings, so they are set to the same values everywhere.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-rollback-to.html">ROLLBACK TO SAVEPOINT</a>
 */
final class CatalogReading {
    /** Temporary objects come last, so that none stands in for a catalog. */
    private static final String SETTINGS = """
            SELECT set_config('search_path', 'pg_catalog, pg_temp', true), set_config('timezone', 'UTC', true),
                set_config('datestyle', 'ISO, YMD', true), set_config('intervalstyle', 'postgres', true),
                set_config('extra_float_digits', '1', true), set_config('bytea_output', 'hex', true),
                set_config('lc_monetary', 'C', true), set_config('quote_all_identifiers', 'off', true),
                set_config('standard_conforming_strings', 'on', true), set_config('jit', 'off', true)""";

    private static final String CONSISTENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";

    private CatalogReading() {}

    /** What is read. */
    @FunctionalInterface
    interface Work<T> {
        T read() throws SQLException;
    }

    /** Reads in the open transaction, or in one of its own where there is none. */
    static <T> T of(Connection connection, Work<T> work) throws SQLException {
        if (connection.getAutoCommit()) {
            connection.setAutoCommit(false);
            return ending(() -> alone(connection, work), () -> connection.setAutoCommit(true));
        }
        return isIdle(connection) ? alone(connection, work) : inside(connection, work);
    }

    private static <T> T alone(Connection connection, Work<T> work) throws SQLException {
        return ending(
                () -> {
                    execute(connection, CONSISTENT);
                    execute(connection, SETTINGS);
                    return work.read();
                },
                connection::rollback);
    }

    private static <T> T inside(Connection connection, Work<T> work) throws SQLException {
        Savepoint savepoint = connection.setSavepoint();
        return ending(
                () -> {
                    execute(connection, SETTINGS);
                    return work.read();
                },
                () -> {
                    connection.rollback(savepoint);
                    connection.releaseSavepoint(savepoint);
                });
    }

    private static boolean isIdle(Connection connection) throws SQLException {
        return connection.unwrap(PgConnection.class).getTransactionState() == TransactionState.IDLE;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** What ends the reading is done in any case; its failure hides none of the reading's. */
    private static <T> T ending(Work<T> work, Ending ending) throws SQLException {
        try (ending) {
            return work.read();
        }
    }

    @FunctionalInterface
    private interface Ending extends AutoCloseable {
        @Override
        void close() throws SQLException;
    }
}
