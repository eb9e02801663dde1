package dev.skein;

import dev.skein.intake.AwsFailure;
import dev.skein.intake.DeadLetters;
import dev.skein.intake.Envelope;
import dev.skein.intake.Heartbeat;
import dev.skein.intake.QueueMessage;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** The loop: polls one queue and decides what becomes of each message. Nothing is ended before its work is done. */
final class Worker implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final Inbox inbox;
    private final Handler handler;
    private final DeadLetters deadLetters;
    private final Duration wait;
    private final ReentrantLock working = new ReentrantLock();
    private volatile boolean stopping;

    /** @param wait how long a receive waits for messages */
    Worker(Inbox inbox, Handler handler, DeadLetters deadLetters, Duration wait) {
        this.inbox = inbox;
        this.handler = handler;
        this.deadLetters = deadLetters;
        this.wait = wait;
    }

    /** Polls until it is told to stop. */
    @Override
    public void run() {
        try (Heartbeat heartbeat = new Heartbeat(inbox.queue(), inbox.traits().visibility())) {
            while (!stopping) {
                poll(heartbeat);
            }
        }
    }

    /** Stops polling at once; waits for the work at hand. Returns whether it ended in time. */
    boolean stop(Duration grace) throws InterruptedException {
        stopping = true;
        return working.tryLock(grace.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void poll(Heartbeat heartbeat) {
        try {
            for (QueueMessage message : inbox.queue().receive(1, wait)) {
                work(message, heartbeat);
            }
        } catch (SdkException e) {
            LOG.atError()
                    .addKeyValue("queue", inbox.queue().url())
                    .addKeyValue("cause", AwsFailure.describe(e))
                    .log("the queue cannot be used");
            pause();
        }
    }

    private void work(QueueMessage message, Heartbeat heartbeat) {
        working.lock();
        try {
            if (stopping) {
                inbox.queue().hide(message, Duration.ZERO);
                return;
            }
            heartbeat.during(
                    message,
                    () -> Envelope.read(message.body()).match(new Disposition(message, inbox, handler, deadLetters)));
            inbox.queue().delete(message);
        } catch (SdkException e) {
            LOG.atError()
                    .addKeyValue("messageId", message.id())
                    .addKeyValue("receives", message.receives())
                    .addKeyValue("cause", AwsFailure.describe(e))
                    .log(AwsFailure.isDenied(e) ? "the worker lacks a permission" : "message not finished");
        } catch (Exception e) {
            // The message stays: it comes back, and on its last receive it ends with an outcome.
            LOG.atError()
                    .setCause(e)
                    .addKeyValue("messageId", message.id())
                    .addKeyValue("receives", message.receives())
                    .log("message not finished");
        } finally {
            working.unlock();
        }
    }

    /** Keeps a queue that is out of reach from being asked without end. */
    private void pause() {
        try {
            TimeUnit.SECONDS.sleep(2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }
}
