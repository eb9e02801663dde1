package dev.skein.target;

import dev.skein.bundle.Sha256;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who holds a target: a session's advisory lock, which ends with the session.
 *
 * @see <a href="https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS">Advisory locks</a>
 */
final class Holding {
    private static final Logger LOG = LoggerFactory.getLogger(Holding.class);
    private static final int TAG = 10;

    /** Milliseconds that a session has to end after it was told to. */
    private static final int LAST_WORDS = 30_000;

    /** A session that was closed just now may still be there for a moment. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofMillis(50);

    private static final String TAKE = "SELECT pg_try_advisory_lock(hashtextextended('skein ' || ?, 0))";

    private static final String HOLDER = """
            SELECT a.pid, a.application_name
            FROM pg_locks l
                JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 AND a.pid <> pg_backend_pid()
                AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                AND (l.classid::bigint << 32 | l.objid::bigint) = hashtextextended('skein ' || ?, 0)""";

    private final TargetSession session;
    private final Connection connection;
    private final String history;

    Holding(TargetSession session) {
        this.session = session;
        this.connection = session.connection();
        this.history = session.namespace().history();
    }

    /** What a run's sessions are called: names are cut by PostgreSQL, so that the run's digest comes first. */
    static String purpose(String run) {
        return tag(run) + " " + run;
    }

    private static String tag(String run) {
        return Sha256.of(run.getBytes(StandardCharsets.UTF_8)).substring(0, TAG);
    }

    void take(String run, Succession succession) throws SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isTaken()) {
            Optional<Holder> holder = holder();
            boolean own = holder.filter(found -> found.name().startsWith("skein " + tag(run) + " "))
                    .isPresent();
            if (holder.isPresent() && (!own || System.nanoTime() > deadline)) {
                throw new TransientFailure(
                        (own ? "the same run, received once more," : "another run")
                                + " holds the target (" + history + "): "
                                + holder.get().name() + ", process "
                                + holder.get().pid(),
                        TransientFailure.Lack.TURN);
            }
            if (own && succession == Succession.TAKES_OVER) {
                end(holder.get());
            } else {
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientFailure("the worker is told to stop", e);
        }
    }

    private boolean isTaken() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(TAKE)) {
            query.setString(1, history);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private Optional<Holder> holder() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(HOLDER)) {
            query.setString(1, history);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(new Holder(row.getInt(1), row.getString(2))) : Optional.empty();
            }
        }
    }

    private void end(Holder holder) throws SQLException {
        LOG.atWarn()
                .addKeyValue("pid", holder.pid())
                .log("ending the session that a worker before this one left behind");
        // Who has logged in may end his other sessions; the role that migrates need not.
        session.leaveRole();
        try (PreparedStatement end =
                connection.prepareStatement("SELECT pg_terminate_backend(?, " + LAST_WORDS + ")")) {
            end.setInt(1, holder.pid());
            end.executeQuery().close();
        } finally {
            session.takeRole();
        }
    }

    /** @param name of its application */
    private record Holder(int pid, String name) {}
}
