package dev.skein.target;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/**
 * Tells PostgreSQL's errors apart.
 *
 * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL error codes</a>
 */
public final class SqlState {
    private static final Set<String> TRANSIENT =
            Set.of("40001", "40P01", "55P03", "57P01", "57P02", "57P03", "53300", "25006");

    private static final Set<String> CONTENTION = Set.of("40001", "40P01", "55P03");

    private static final Set<String> NEEDS_COMMIT = Set.of("55P04", "55006", "53200");

    /** The driver's word for a login that cannot work: no password given, no TLS on the server. */
    private static final String CONNECTION_REJECTED = "08004";

    private SqlState() {}

    /** Whether the same may succeed later: serialization, deadlock, lock, shutdown, connections, standby, class 08. */
    public static boolean isTransient(SQLException failure) {
        String state = failure.getSQLState();
        return state != null
                && (TRANSIENT.contains(state) || (state.startsWith("08") && !state.equals(CONNECTION_REJECTED)));
    }

    /** Whether the transaction could not get on beside others, and may well when it is repeated: locks, deadlocks. */
    public static boolean isContention(SQLException failure) {
        return CONTENTION.contains(String.valueOf(failure.getSQLState()));
    }

    /**
     * Whether a commit was missing before the statement: a new enum value is used, triggers have still to fire, the lock
     * table is full.
     */
    public static boolean needsCommit(SQLException failure) {
        return NEEDS_COMMIT.contains(String.valueOf(failure.getSQLState()));
    }

    /** Whether somebody has cancelled the statement. */
    public static boolean isCancel(SQLException failure) {
        return String.valueOf(failure.getSQLState()).equals("57014");
    }

    /** Whether the connection is gone: class 08, and the server's shutdowns. */
    public static boolean isDisconnect(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return state.startsWith("08") || state.startsWith("57P0");
    }

    /** The first SQL exception with a SQLSTATE in the chain of causes. */
    public static Optional<SQLException> find(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }
}
