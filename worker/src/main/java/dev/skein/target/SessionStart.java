package dev.skein.target;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * What a session is told first, in one question: the target's role and search path, and settings in place of those that a role
 * or a database carries and that could end a long statement, change what statements mean, or lose a commit. The server finds
 * out within a minute that the worker is gone.
 *
 * @see <a href="https://www.postgresql.org/docs/current/runtime-config-client.html">Client connection defaults</a>
 */
final class SessionStart {
    /**
     * Set for good only where the driver talks to the very process that it was told of when it logged in; else a pooler is in
     * between, whose sessions may be others' in a moment. The role comes last: it may not set what the login may.
     */
    private static final String SET = """
            SELECT pg_backend_pid(),
                set_config('exit_on_error', 'off', held),
                set_config('standard_conforming_strings', 'on', held),
                set_config('statement_timeout', '0', held),
                CASE WHEN current_setting('transaction_timeout', true) IS NOT NULL
                    THEN set_config('transaction_timeout', '0', held) END,
                set_config('idle_in_transaction_session_timeout', '0', held),
                CASE WHEN current_setting('idle_session_timeout', true) IS NOT NULL
                    THEN set_config('idle_session_timeout', '0', held) END,
                set_config('default_transaction_isolation', 'read committed', held),
                set_config('default_transaction_deferrable', 'off', held),
                set_config('row_security', 'on', held),
                CASE WHEN current_setting('synchronous_commit') IN ('off', 'local')
                    THEN set_config('synchronous_commit', 'on', held) END,
                CASE WHEN current_setting('session_replication_role') <> 'origin'
                    THEN set_config('session_replication_role', 'origin', held) END,
                CASE WHEN current_setting('client_connection_check_interval', true) IS NOT NULL
                    THEN set_config('client_connection_check_interval', '5s', held) END,
                set_config('tcp_keepalives_idle', ?, held),
                set_config('tcp_keepalives_interval', ?, held),
                set_config('tcp_keepalives_count', ?, held),
                set_config('tcp_user_timeout', '60s', held),
                CASE WHEN path IS NOT NULL THEN set_config('search_path', path, held) END,
                CASE WHEN role IS NOT NULL THEN set_config('role', role, held) END
            FROM (VALUES (?::int, ?::text, ?::text)) AS told (pid, path, role),
                LATERAL (SELECT told.pid <> pg_backend_pid()) AS once (held)""";

    private static final String REPLICATION = "session_replication_role";

    private final Connection connection;
    private final @Nullable String searchPath;
    private final @Nullable String role;

    SessionStart(Connection connection, Namespace namespace) {
        this.connection = connection;
        this.searchPath = namespace.searchPath().isEmpty() ? null : String.join(", ", namespace.quotedSearchPath());
        this.role = namespace.role();
    }

    /** The process number of the backend, as the driver was told it at the login. */
    int announced() throws SQLException {
        return connection.unwrap(PGConnection.class).getBackendPID();
    }

    /**
     * Tells the session, if its backend is the one with this number; otherwise nothing is set.
     *
     * @return the backend's number
     */
    int tell(int pid) throws SQLException {
        try (PreparedStatement set = connection.prepareStatement(SET)) {
            set.setString(1, Integer.toString(KeptSockets.IDLE));
            set.setString(2, Integer.toString(KeptSockets.INTERVAL));
            set.setString(3, Integer.toString(KeptSockets.COUNT));
            set.setInt(4, pid);
            set.setString(5, searchPath);
            set.setString(6, role);
            try (ResultSet row = set.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        } catch (SQLException e) {
            throw String.valueOf(e.getMessage()).contains(REPLICATION) ? replication(e) : e;
        }
    }

    private static SQLException replication(SQLException cause) {
        return new SQLException(
                "the login carries another " + REPLICATION
                        + " than origin, which switches foreign keys and triggers off, and"
                        + " may not change it: ALTER ROLE <the login> RESET " + REPLICATION,
                cause.getSQLState(),
                cause);
    }
}
