package dev.skein.plan.assertion;

import dev.skein.target.Namespace;
import dev.skein.target.SqlState;
import dev.skein.target.TargetSession;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Asks a database whether assertions hold: in the open transaction, seeing what that one has done, or in one of its own where
 * there is none. It reads only, under the target's role and search path, whatever a migration has made of them, and leaves
 * session and transaction as they were.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-set-transaction.html">SET TRANSACTION: a subtransaction may be read
 *     only where the transaction is not</a>
 */
public final class AssertionCheck {
    /** For one assertion. */
    public static final Duration LIMIT = Duration.ofMinutes(1);

    /** An attempt to write; elsewhere it stands for a standby, which may become a primary. */
    private static final String READ_ONLY = "25006";

    private static final String SETTINGS = """
            SELECT set_config('statement_timeout', ?, true),
                set_config('search_path', concat_ws(', ', quote_ident(?), nullif(coalesce(nullif(?, ''),
                    (SELECT reset_val FROM pg_settings WHERE name = 'search_path')), '')), true)""";

    private final Connection connection;
    private final Namespace namespace;

    /** @param session on the database */
    public AssertionCheck(TargetSession session) {
        this.connection = session.connection();
        this.namespace = session.namespace();
    }

    /**
     * Returns the first assertion that does not hold; empty where all do.
     *
     * @throws SQLException where another try may tell: a lock was not to be had, the connection was lost
     */
    public Optional<Violation> check(List<Assertion> assertions) throws SQLException {
        for (Assertion assertion : assertions) {
            Optional<Violation> violation = check(assertion);
            if (violation.isPresent()) {
                return violation;
            }
        }
        return Optional.empty();
    }

    /** Whether a failure says nothing of the assertion, so that another try may tell. */
    public static boolean isUndecided(SQLException failure) {
        return SqlState.isTransient(failure) && !READ_ONLY.equals(failure.getSQLState());
    }

    private Optional<Violation> check(Assertion assertion) throws SQLException {
        try {
            int rows = reading(() -> count(assertion));
            return rows == 0 ? Optional.empty() : Optional.of(Violation.ofRows(assertion, rows));
        } catch (SQLException e) {
            if (isUndecided(e)) {
                throw e;
            }
            return Optional.of(Violation.ofRefusal(assertion, e, LIMIT));
        }
    }

    /**
     * Has PostgreSQL plan an assertion, and does not execute it.
     *
     * @throws SQLException where PostgreSQL cannot: a name in it is not there, a type does not fit
     */
    public void plan(Assertion assertion) throws SQLException {
        reading(() -> {
            execute("EXPLAIN " + assertion.counting());
            return 0;
        });
    }

    private int count(Assertion assertion) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet row = statement.executeQuery(assertion.counting())) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private int reading(Work work) throws SQLException {
        if (connection.getAutoCommit()) {
            connection.setAutoCommit(false);
            return ending(
                    () -> ending(() -> prepared(work), connection::rollback), () -> connection.setAutoCommit(true));
        }
        Savepoint savepoint = connection.setSavepoint();
        return ending(() -> prepared(work), () -> {
            connection.rollback(savepoint);
            connection.releaseSavepoint(savepoint);
        });
    }

    /** What ends the work is done in any case; its failure hides none of the work's. */
    private static int ending(Work work, Ending ending) throws SQLException {
        try (ending) {
            return work.done();
        }
    }

    private int prepared(Work work) throws SQLException {
        execute(namespace.setRole());
        try (PreparedStatement settings = connection.prepareStatement(SETTINGS)) {
            settings.setString(1, Long.toString(LIMIT.toMillis()));
            settings.setString(2, namespace.schema());
            settings.setString(3, String.join(", ", namespace.quotedSearchPath()));
            settings.executeQuery().close();
        }
        execute("SET TRANSACTION READ ONLY");
        return work.done();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    @FunctionalInterface
    private interface Work {
        int done() throws SQLException;
    }

    @FunctionalInterface
    private interface Ending extends AutoCloseable {
        @Override
        void close() throws SQLException;
    }
}
