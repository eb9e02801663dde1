package dev.skein.apply;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Settings of a session that migrates: nothing that a role or a database carries may end a long index build, and nobody waits
 * long behind a statement that waits for a lock.
 *
 * @see <a href="https://www.postgresql.org/docs/current/runtime-config-client.html">Client connection defaults</a>
 */
final class Politeness {
    /** Where the server knows them: transaction_timeout came with PostgreSQL 17. */
    private static final String SET = """
            SELECT set_config(s.name, v.value, false)
            FROM (VALUES ('statement_timeout', '0'), ('transaction_timeout', '0'),
                    ('idle_in_transaction_session_timeout', '0'), ('idle_session_timeout', '0'),
                    ('client_connection_check_interval', '5000'), ('lock_timeout', ?)) AS v (name, value)
                JOIN pg_settings s ON s.name = v.name""";

    private final Duration lockTimeout;

    Politeness(Duration lockTimeout) {
        this.lockTimeout = lockTimeout;
    }

    /** Sets them all, whatever a migration before has made of them. */
    void set(Connection connection) throws SQLException {
        set(connection, lockTimeout);
    }

    /** The same, but for what may wait for locks as long as it takes, since nobody waits behind it. */
    void setPatient(Connection connection) throws SQLException {
        set(connection, Duration.ZERO);
    }

    private static void set(Connection connection, Duration lockTimeout) throws SQLException {
        try (PreparedStatement set = connection.prepareStatement(SET)) {
            set.setString(1, Long.toString(lockTimeout.toMillis()));
            set.executeQuery().close();
        }
    }
}
