package dev.skein;

import dev.skein.intake.AwsFailure;
import dev.skein.intake.DeadLetters;
import dev.skein.intake.Envelope;
import dev.skein.intake.Heartbeat;
import dev.skein.intake.LetterReason;
import dev.skein.intake.Mark;
import dev.skein.intake.MessageQueue;
import dev.skein.intake.ObjectVersion;
import dev.skein.intake.QueueMessage;
import dev.skein.intake.QueueTraits;
import dev.skein.intake.Wait;
import dev.skein.target.TransientFailure;
import java.time.Duration;
import java.util.Map;
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

    /**
     * A queue and what it is for.
     *
     * @param bucket the one whose events count
     * @param prefix of the keys that count
     */
    record Inbox(MessageQueue queue, QueueTraits traits, String bucket, String prefix) {}

    /** What a message brought. */
    record Delivery(QueueMessage message, QueueTraits queue, ObjectVersion object) {}

    /** Does the work on one object. */
    @FunctionalInterface
    interface Handler {
        /**
         * Returns when nothing is left to do for the object.
         *
         * @throws TransientFailure when the object is to wait
         */
        void handle(Delivery delivery);
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
            heartbeat.during(message, () -> Envelope.read(message.body()).match(new Disposition(message)));
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

    /** What becomes of a message: when this returns, the message may be deleted. */
    private final class Disposition implements Envelope.Cases<Boolean> {
        private final QueueMessage message;

        Disposition(QueueMessage message) {
            this.message = message;
        }

        @Override
        public Boolean created(Envelope.Created created) {
            created.objects().forEach(this::handle);
            return true;
        }

        @Override
        public Boolean ignorable(Envelope.Ignorable ignorable) {
            LOG.atInfo().addKeyValue("event", ignorable.event()).log("event ignored");
            return true;
        }

        @Override
        public Boolean unreadable(Envelope.Unreadable unreadable) {
            LOG.atWarn()
                    .addKeyValue("messageId", message.id())
                    .addKeyValue("cause", unreadable.reason())
                    .log("message unreadable, moved to the dead letters");
            deadLetters.add(message.body(), Map.of(Mark.REASON, LetterReason.UNREADABLE_MESSAGE.code()));
            return true;
        }

        private void handle(ObjectVersion object) {
            if (!object.bucket().equals(inbox.bucket())) {
                LOG.atWarn()
                        .addKeyValue("bucket", object.bucket())
                        .log("event of a foreign bucket, moved to the dead letters");
                deadLetters.add(object.event(), Map.of(Mark.REASON, LetterReason.FOREIGN_BUCKET.code()));
            } else if (!object.key().startsWith(inbox.prefix())) {
                LOG.atInfo().addKeyValue("key", object.key()).log("object of another prefix ignored");
            } else {
                handleOrWait(object);
            }
        }

        private void handleOrWait(ObjectVersion object) {
            try {
                handler.handle(new Delivery(message, inbox.traits(), object));
            } catch (TransientFailure e) {
                sendAgain(object, String.valueOf(e.getMessage()));
            } catch (SdkException e) {
                if (!AwsFailure.isTransient(e)) {
                    throw e;
                }
                sendAgain(object, AwsFailure.describe(e));
            }
        }

        private void sendAgain(ObjectVersion object, String cause) {
            LOG.atWarn()
                    .addKeyValue("key", object.key())
                    .addKeyValue("waits", message.waits() + 1)
                    .addKeyValue("delay", Wait.delay(message.waits()))
                    .addKeyValue("cause", cause)
                    .log("waiting");
            Wait.sendAgain(inbox.queue(), message, object.event());
        }
    }
}
