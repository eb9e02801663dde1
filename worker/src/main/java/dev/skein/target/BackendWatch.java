package dev.skein.target;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks from a session of its own at what a backend is doing, and who keeps it waiting.
 *
 * @see <a href="https://www.postgresql.org/docs/current/progress-reporting.html">Progress reporting</a>
 */
public final class BackendWatch implements AutoCloseable {
    /** Each view counts in its own terms; what is waited for first (lockers) counts while there is nothing else. */
    private static final String WORK = """
            SELECT phase, done, total
            FROM (
                SELECT pid, command || ': ' || phase,
                    CASE WHEN blocks_total > 0 THEN blocks_done WHEN tuples_total > 0 THEN tuples_done ELSE lockers_done END,
                    CASE WHEN blocks_total > 0 THEN blocks_total WHEN tuples_total > 0 THEN tuples_total ELSE lockers_total END
                FROM pg_stat_progress_create_index
                UNION ALL
                SELECT pid, command || ': ' || phase, heap_blks_scanned, heap_blks_total FROM pg_stat_progress_cluster
                UNION ALL
                SELECT pid, 'VACUUM: ' || phase, heap_blks_scanned, heap_blks_total FROM pg_stat_progress_vacuum
                UNION ALL
                SELECT pid, 'ANALYZE: ' || phase, sample_blks_scanned, sample_blks_total FROM pg_stat_progress_analyze
                UNION ALL
                SELECT pid, command, bytes_processed, bytes_total FROM pg_stat_progress_copy
            ) AS work (pid, phase, done, total)
            WHERE pid = ?""";

    /** What a prepared transaction holds has the process number 0. */
    private static final String BLOCKERS = """
            SELECT DISTINCT b.pid, coalesce(a.application_name, ''), coalesce(a.usename, ''),
                coalesce(a.state, CASE WHEN b.pid = 0 THEN 'prepared transaction' ELSE '' END),
                coalesce(extract(epoch FROM clock_timestamp() - a.xact_start), 0)::bigint
            FROM unnest(pg_blocking_pids(?)) AS b (pid)
                LEFT JOIN pg_stat_activity a ON a.pid = b.pid AND b.pid <> 0
            ORDER BY 1""";

    private final TargetSession session;
    private final int pid;

    private BackendWatch(TargetSession session, int pid) {
        this.session = session;
        this.pid = pid;
    }

    /**
     * What a backend does.
     *
     * @param work empty where PostgreSQL tells nothing of it
     */
    public record Sight(Optional<Work> work, List<Blocker> blockers) {
        /** Copies the blockers. */
        public Sight {
            blockers = List.copyOf(blockers);
        }
    }

    /**
     * What PostgreSQL reports of a long command.
     *
     * @param done in the phase's own unit
     * @param total in the same unit; 0 where it is not known
     */
    public record Work(String phase, long done, long total) {}

    /**
     * A session whose end the backend waits for.
     *
     * @param state such as {@code idle in transaction}; empty where the login may not see it (pg_read_all_stats may)
     * @param seconds how old its transaction is; 0 where the login may not see it
     */
    public record Blocker(int pid, String application, String user, String state, long seconds) {}

    /**
     * Opens the session, at the first try or not at all.
     *
     * @param pid the backend's
     * @throws TransientFailure as {@link TargetConnector#open} does
     * @throws SQLException as {@link TargetConnector#open} does
     */
    public static BackendWatch open(TargetConnector connector, Target target, int pid) throws SQLException {
        TargetSession session = connector.openOnce(target, "progress");
        try {
            // Who has logged in may see his other sessions; the role that migrates need not.
            session.leaveRole();
            return new BackendWatch(session, pid);
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    /** Looks once. */
    public Sight look() throws SQLException {
        return new Sight(work(), blockers());
    }

    private Optional<Work> work() throws SQLException {
        Connection connection = session.connection();
        try (PreparedStatement query = connection.prepareStatement(WORK)) {
            query.setInt(1, pid);
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(new Work(row.getString(1), row.getLong(2), row.getLong(3)))
                        : Optional.empty();
            }
        }
    }

    private List<Blocker> blockers() throws SQLException {
        List<Blocker> blockers = new ArrayList<>();
        try (PreparedStatement query = session.connection().prepareStatement(BLOCKERS)) {
            query.setInt(1, pid);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    blockers.add(new Blocker(
                            row.getInt(1), row.getString(2), row.getString(3), row.getString(4), row.getLong(5)));
                }
            }
        }
        return blockers;
    }

    @Override
    public void close() {
        session.close();
    }
}
