package dev.skein.plan.facts;

import dev.skein.plan.facts.TargetFacts.LongTransaction;
import dev.skein.plan.facts.TargetFacts.Replica;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what goes on at the target. Of other roles' sessions PostgreSQL shows the times only to members of
 * {@code pg_read_all_stats}.
 *
 * @see <a href="https://www.postgresql.org/docs/current/monitoring-stats.html">The cumulative statistics system</a>
 */
final class Activity {
    private static final String TRANSACTIONS = Parts.OF_THE_ASKED + """
            , open (pid, application, state, since, holder) AS (
                SELECT a.pid, coalesce(a.application_name, ''), coalesce(a.state, ''), a.xact_start, a.pid::text
                FROM pg_stat_activity a
                WHERE a.datname = current_database() AND a.pid <> pg_backend_pid()
                    AND a.backend_type IN ('client backend', 'autovacuum worker', 'logical replication worker')
                UNION ALL
                SELECT 0, x.gid, 'prepared', x.prepared, '-1/' || x.transaction::text
                FROM pg_prepared_xacts x WHERE x.database = current_database()
            )
            SELECT o.pid, o.application, o.state, extract(epoch FROM clock_timestamp() - o.since),
                array(SELECT DISTINCT p.asked FROM pg_locks l JOIN part p ON p.oid = l.relation
                    WHERE l.granted AND l.locktype = 'relation'
                        AND coalesce(l.pid::text, l.virtualtransaction) = o.holder
                        AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                    ORDER BY 1)
            FROM open o WHERE o.since < clock_timestamp() - make_interval(secs => ?)
            ORDER BY o.since, o.pid, o.application""";

    private static final String REPLICAS = """
            SELECT coalesce(r.application_name, ''), extract(epoch FROM coalesce(r.replay_lag, '0'::interval)),
                greatest(0, pg_wal_lsn_diff(CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()
                    ELSE pg_current_wal_lsn() END, r.replay_lsn))::bigint
            FROM pg_stat_replication r
            WHERE r.replay_lsn IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM pg_replication_slots s WHERE s.active_pid = r.pid AND s.slot_type = 'logical')
            ORDER BY 1, 2, 3""";

    private static final double MILLIS = 1000;

    private Activity() {}

    static List<LongTransaction> transactions(Connection connection, String[] relations, Duration longerThan)
            throws SQLException {
        List<LongTransaction> open = new ArrayList<>();
        try (PreparedStatement statement = Parts.ask(connection, TRANSACTIONS, relations)) {
            statement.setDouble(2, longerThan.toMillis() / MILLIS);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    open.add(new LongTransaction(
                            row.getInt(1),
                            row.getString(2),
                            row.getString(3),
                            seconds(row.getDouble(4)),
                            List.of((String[]) row.getArray(5).getArray())));
                }
            }
        }
        return open;
    }

    static List<Replica> replicas(Connection connection) throws SQLException {
        List<Replica> replicas = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(REPLICAS)) {
            while (row.next()) {
                replicas.add(new Replica(row.getString(1), seconds(row.getDouble(2)), row.getLong(3)));
            }
        }
        return replicas;
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * MILLIS));
    }
}
