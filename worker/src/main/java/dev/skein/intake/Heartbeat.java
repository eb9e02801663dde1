package dev.skein.intake;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** Keeps messages hidden while they are worked on. */
public final class Heartbeat implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "heartbeat");
        thread.setDaemon(true);
        return thread;
    });
    private final MessageQueue queue;
    private final Duration visibility;

    /** @param visibility the queue's visibility timeout; a beat comes at each third of it */
    public Heartbeat(MessageQueue queue, Duration visibility) {
        this.queue = queue;
        this.visibility = visibility;
    }

    /** Keeps the message hidden while the work is done. */
    public void during(QueueMessage message, Runnable work) {
        long period = Math.max(1, visibility.toMillis() / 3);
        ScheduledFuture<?> beats =
                timer.scheduleAtFixedRate(() -> beat(message), period, period, TimeUnit.MILLISECONDS);
        try {
            work.run();
        } finally {
            beats.cancel(false);
        }
    }

    private void beat(QueueMessage message) {
        try {
            queue.hide(message, visibility);
        } catch (SdkException e) {
            // The work goes on: should the message come back meanwhile, the lease keeps a second run away.
            LOG.atWarn()
                    .addKeyValue("messageId", message.id())
                    .addKeyValue("cause", AwsFailure.describe(e))
                    .log("heartbeat failed");
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
