package dev.skein.plan.trace;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Says from another session for whom one waits.
 *
 * @see <a href="https://www.postgresql.org/docs/current/functions-info.html">pg_blocking_pids</a>
 */
interface Onlooker {
    /** Sees nothing. */
    Onlooker NOBODY = pid -> "";

    /** Who holds the lock that a session waits for, for people; empty text where it waits for none. */
    String blockersOf(int pid) throws SQLException;

    /**
     * Sees through a session of the same server.
     *
     * @param connection in no transaction, and unused meanwhile
     */
    static Onlooker on(Connection connection) {
        return pid -> {
            try (PreparedStatement query = connection.prepareStatement("""
                    SELECT coalesce(string_agg('session ' || pid || coalesce(' of role ' || usename, ''), ', '), '')
                    FROM unnest(pg_blocking_pids(?)) pid LEFT JOIN pg_stat_activity USING (pid)""")) {
                query.setInt(1, pid);
                try (ResultSet row = query.executeQuery()) {
                    row.next();
                    return row.getString(1);
                }
            }
        };
    }
}
