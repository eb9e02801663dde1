package dev.skein.target;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The right to migrate a target: a session's advisory lock, and a number that grows with each holder. Each transaction that
 * migrates holds the number's row to its end, so none of an earlier holder can commit after a later one has begun.
 */
public final class Lease {
    private static final String NEXT = """
            INSERT INTO skein.lease AS held (history_table, epoch, run_id, pid, taken_at)
            VALUES (?, 1, ?, pg_backend_pid(), now())
            ON CONFLICT (history_table) DO UPDATE
            SET epoch = held.epoch + 1, run_id = excluded.run_id, pid = excluded.pid, taken_at = excluded.taken_at
            RETURNING epoch, pid""";

    private static final String FENCE = """
            SELECT epoch = ?, pg_backend_pid() = ? FROM skein.lease WHERE history_table = ? FOR UPDATE""";

    private final Connection connection;
    private final String history;
    private final long epoch;
    private final int pid;

    private Lease(TargetSession session, long epoch, int pid) {
        this.connection = session.connection();
        this.history = session.namespace().history();
        this.epoch = epoch;
        this.pid = pid;
    }

    /** Begins the next epoch, in the transaction at hand; the session holds the target's advisory lock. */
    public static Lease begin(TargetSession session, String runId) throws SQLException {
        SkeinSchema.make(session);
        try (PreparedStatement next = session.connection().prepareStatement(NEXT)) {
            next.setString(1, session.namespace().history());
            next.setString(2, runId);
            try (ResultSet row = next.executeQuery()) {
                row.next();
                return new Lease(session, row.getLong(1), row.getInt(2));
            }
        }
    }

    /**
     * Holds the target until the transaction at hand ends.
     *
     * @throws TransientFailure when the target is another's by now, or the session is not on one backend
     */
    public void hold() throws SQLException {
        try (PreparedStatement fence = connection.prepareStatement(FENCE)) {
            fence.setLong(1, epoch);
            fence.setInt(2, pid);
            fence.setString(3, history);
            try (ResultSet row = fence.executeQuery()) {
                if (!row.next() || !row.getBoolean(1)) {
                    throw new TransientFailure("another run has taken the target over (" + history + ")");
                }
                if (!row.getBoolean(2)) {
                    throw new TransientFailure(
                            "the session was moved to another process of the server, as poolers in transaction mode do");
                }
            }
        }
    }
}
