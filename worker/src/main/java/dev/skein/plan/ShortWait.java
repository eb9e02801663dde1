package dev.skein.plan;

import dev.skein.target.SqlState;
import dev.skein.target.TransientFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Work on a target's session that waits at most 3 s for a lock, so that nobody queues behind it for longer. */
final class ShortWait {
    /** lock_not_available */
    private static final String LOCKED = "55P03";

    private static final String LONGEST = "3s";

    private ShortWait() {}

    /** What is done. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws SQLException;
    }

    /**
     * Does it, and leaves the session's own setting as it was.
     *
     * @throws TransientFailure when a lock was not to be had
     */
    static <T> T of(Connection connection, Work<T> work) throws SQLException {
        String before = set(connection, LONGEST);
        try {
            T done = work.run();
            set(connection, before);
            return done;
        } catch (SQLException | RuntimeException e) {
            putBack(connection, before, e);
            if (SqlState.find(e).filter(sql -> LOCKED.equals(sql.getSQLState())).isPresent()) {
                throw locked(e);
            }
            throw e;
        }
    }

    /** What failed, or lost its connection, may have lost the session, too. */
    private static void putBack(Connection connection, String before, Exception failure) {
        try {
            set(connection, before);
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private static TransientFailure locked(Exception failure) {
        return new TransientFailure(
                "the plan cannot be made now: others hold a lock on the target, such as on a table that a view or the"
                        + " history needs, and it was not to be had within 3 s",
                failure);
    }

    /** Sets the setting and returns what it was. */
    private static String set(Connection connection, String value) throws SQLException {
        String before = ask(connection, "SELECT pg_catalog.current_setting(?)", "lock_timeout");
        ask(connection, "SELECT pg_catalog.set_config('lock_timeout', ?, false)", value);
        return before;
    }

    private static String ask(Connection connection, String question, String argument) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(question)) {
            query.setString(1, argument);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
