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
    /** Named one by one: a look into pg_settings costs the server as much as a small migration. */
    private static final String SET = """
            SELECT set_config('statement_timeout', '0', false),
                set_config('idle_in_transaction_session_timeout', '0', false),
                set_config('idle_session_timeout', '0', false),
                set_config('client_connection_check_interval', '5000', false),
                set_config('lock_timeout', ?, false)""";

    private static final int WITH_TRANSACTION_TIMEOUT = 17;

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
        boolean hasMore = connection.getMetaData().getDatabaseMajorVersion() >= WITH_TRANSACTION_TIMEOUT;
        String sql = hasMore ? SET + ", set_config('transaction_timeout', '0', false)" : SET;
        try (PreparedStatement set = connection.prepareStatement(sql)) {
            set.setString(1, Long.toString(lockTimeout.toMillis()));
            set.executeQuery().close();
        }
    }
}
