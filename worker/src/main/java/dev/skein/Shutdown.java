package dev.skein;

import dev.skein.apply.Drain;
import dev.skein.ecs.Guard;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of the process when it is told to end. Polling stops at once; what is at work has the grace to come to a place where
 * nothing is half done, and is cut off then. What did not end goes back to its queue.
 */
final class Shutdown implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

    /** For PostgreSQL to take back what was cut off, and for the outcome's own requests. */
    private static final Duration LAST = Duration.ofSeconds(5);

    private static final Duration STEP = Duration.ofMillis(500);

    private final Drain drain;
    private final List<Worker> workers;
    private final Guard guard;
    private final Duration grace;
    private final Signs signs;

    Shutdown(Drain drain, List<Worker> workers, Guard guard, Duration grace, Signs signs) {
        this.drain = drain;
        this.workers = List.copyOf(workers);
        this.guard = guard;
        this.grace = grace;
        this.signs = signs;
    }

    @Override
    public void run() {
        LOG.atInfo().addKeyValue("grace", grace).log("worker stopping");
        try {
            drain.begin();
            signs.health().draining(grace.plus(LAST).plus(LAST));
            workers.forEach(Worker::wake);
            boolean idle = isIdle(Instant.now().plus(grace)) || cutOff();
            LOG.atInfo().addKeyValue("idle", idle).log("worker stopped");
            guard.release();
            signs.telemetry().close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            // Told to end and having ended is a success; the JVM would exit with 143.
            Runtime.getRuntime().halt(0);
        }
    }

    private boolean isIdle(Instant end) throws InterruptedException {
        for (Worker worker : workers) {
            Duration left = Duration.between(Instant.now(), end);
            if (!worker.slots().awaitIdle(left.isNegative() ? Duration.ZERO : left)) {
                return false;
            }
        }
        return true;
    }

    /** A statement may have begun just after the one that was cut off. */
    private boolean cutOff() throws InterruptedException {
        LOG.atWarn().log("the grace is over; what is at work is cut off");
        Instant end = Instant.now().plus(LAST);
        boolean idle = false;
        while (!idle && Instant.now().isBefore(end)) {
            drain.cutOff();
            idle = isIdle(Instant.now().plus(STEP));
        }
        workers.forEach(worker -> worker.inFlight().giveBack());
        return idle;
    }
}
