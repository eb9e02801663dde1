package dev.skein.plan.trace;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what a connection does when a time is over. It cancels from outside, because a migration may set
 * {@code statement_timeout} as it likes, and again and again, because it may catch the cancellation.
 */
final class TimeLimit implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TimeLimit.class);
    private static final Duration AGAIN = Duration.ofMillis(500);

    private final PGConnection connection;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "plan-time-limit");
        thread.setDaemon(true);
        return thread;
    });
    private final Duration limit;
    private final Onlooker onlooker;
    private volatile boolean over;
    private volatile String blockers = "";

    private TimeLimit(PGConnection connection, Duration limit, Onlooker onlooker) {
        this.connection = connection;
        this.limit = limit;
        this.onlooker = onlooker;
    }

    /** @param onlooker sees for whom the connection waits when the time is over */
    static TimeLimit start(Connection connection, Duration limit, Onlooker onlooker) throws SQLException {
        TimeLimit time = new TimeLimit(connection.unwrap(PGConnection.class), limit, onlooker);
        var unused = time.clock.scheduleWithFixedDelay(
                time::cancel, limit.toMillis(), AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        return time;
    }

    /** The time. */
    Duration limit() {
        return limit;
    }

    /** Whether the time was over before the work was. */
    boolean isOver() {
        return over;
    }

    /** Who held the lock that was waited for when the time was over; empty text where none was. */
    String blockers() {
        return blockers;
    }

    private void cancel() {
        boolean first = !over;
        over = true;
        try {
            if (first) {
                blockers = onlooker.blockersOf(connection.getBackendPID());
            }
        } catch (SQLException e) {
            LOG.atDebug().setCause(e).log("nobody says who is waited for");
        }
        try {
            connection.cancelQuery();
        } catch (SQLException e) {
            LOG.atDebug().setCause(e).log("nothing to cancel");
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
