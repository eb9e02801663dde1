package dev.skein.plan.facts;

import dev.skein.target.SqlState;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Short read-only transactions on a target: each is bounded in time, waits at most a second for a lock, is rolled back,
 * and leaves the connection as it was.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-set-transaction.html">SET TRANSACTION</a>
 */
public final class ReadOnly {
    private final Connection connection;

    /** @param connection in auto-commit mode, so that no transaction of somebody else is rolled back */
    public ReadOnly(Connection connection) {
        this.connection = connection;
    }

    /** What is done in a transaction. */
    @FunctionalInterface
    public interface Work<T> {
        /** Does it. */
        T with(Connection connection) throws SQLException;
    }

    /**
     * Does the work in a transaction of its own.
     *
     * @param limit for each statement of it; at least a millisecond
     * @throws IllegalStateException when the connection is not in auto-commit mode
     */
    public <T> T within(Duration limit, Work<T> work) throws SQLException {
        if (!connection.getAutoCommit()) {
            throw new IllegalStateException("a transaction is open on the connection");
        }
        connection.setAutoCommit(false);
        try {
            begin(Math.max(1, limit.toMillis()));
            return work.with(connection);
        } finally {
            end();
        }
    }

    /**
     * The same, or something else where the server refuses: its refusal of one question says nothing of others.
     *
     * @throws SQLException when the connection is lost
     */
    public <T> T attempt(Duration limit, Work<T> work, T otherwise) throws SQLException {
        try {
            return within(limit, work);
        } catch (SQLException e) {
            if (SqlState.isDisconnect(e)) {
                throw e;
            }
            return otherwise;
        }
    }

    private void begin(long limit) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            statement.execute("SET LOCAL lock_timeout = '1s'");
            statement.execute("SET LOCAL statement_timeout = " + limit);
            statement.execute("SET LOCAL standard_conforming_strings = on");
        }
    }

    private void end() throws SQLException {
        try {
            connection.rollback();
        } finally {
            connection.setAutoCommit(true);
        }
    }
}
