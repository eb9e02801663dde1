package dev.skein.target;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Whether a server is one that can be migrated, asked before anything else. */
final class Preflight {
    private static final int OLDEST = 15;

    /** feature_not_supported */
    private static final String NOT_SUPPORTED = "0A000";

    private static final String ASK = """
            SELECT current_setting('server_version_num')::integer / 10000, current_setting('server_version'),
                pg_is_in_recovery(), current_setting('transaction_read_only') = 'on'""";

    private Preflight() {}

    /**
     * Requires a writer of a version that Skein knows.
     *
     * @throws TransientFailure when the server only reads: after a failover a name may lead to a reader for a while
     * @throws SQLException when its version is too old
     */
    static void require(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ASK)) {
            row.next();
            if (row.getInt(1) < OLDEST) {
                throw new SQLException(
                        "PostgreSQL " + row.getString(2) + " is not supported; " + OLDEST + " or later is",
                        NOT_SUPPORTED);
            }
            if (row.getBoolean(3)) {
                throw new TransientFailure(
                        "the server is a standby and only reads; the target's url has to name the writer");
            }
            if (row.getBoolean(4)) {
                throw new TransientFailure(
                        "the session only reads: default_transaction_read_only is on for the role or the database");
            }
        }
    }
}
