package dev.skein.plan.shadow;

import dev.skein.plan.shadow.ShadowUnavailable.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The moment at which a scratch database has to be there. */
final class Deadline implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Deadline.class);

    private final Duration timeout;
    private final long end;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "shadow-deadline");
        thread.setDaemon(true);
        return thread;
    });

    Deadline(Duration timeout) {
        this.timeout = timeout;
        this.end = System.nanoTime() + timeout.toNanos();
    }

    /** Never below one millisecond, which stands for no limit in PostgreSQL's settings. */
    Duration left() {
        return Duration.ofNanos(Math.max(Duration.ofMillis(1).toNanos(), end - System.nanoTime()));
    }

    boolean isOver() {
        return System.nanoTime() >= end;
    }

    /** Cuts a connection at the deadline, whatever runs on it and whatever it has set its own timeouts to. */
    void cuts(Connection connection) {
        var unused = clock.schedule(() -> cut(connection), left().toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void cut(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.atDebug().setCause(e).log("connection not cut");
        }
    }

    /** What to tell when it is over. */
    ShadowUnavailable passed() {
        return new ShadowUnavailable(
                Reason.TIMED_OUT,
                "the scratch database was not ready within " + timeout.toSeconds()
                        + " s: raise the target's plan-timeout, or set a shadow-url to a faster server");
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
