package dev.skein.intake;

import dev.skein.telemetry.QueueReport.Beat;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.model.SqsException;

/**
 * The messages of a queue that are worked on: received, and not ended yet. They are kept hidden meanwhile; one that comes back all
 * the same is found again and not worked on twice.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html">Visibility
 *     timeout</a>
 */
public final class InFlight implements AutoCloseable {
    /** SQS hides a message for at most 12 hours from its receive. */
    public static final Duration LONGEST = Duration.ofHours(11);

    private static final Logger LOG = LoggerFactory.getLogger(InFlight.class);

    /** What SQS answers when the receipt handle is no longer good for anything. */
    private static final Set<String> GONE = Set.of(
            "ReceiptHandleIsInvalid",
            "InvalidParameterValue",
            "MessageNotInflight",
            "AWS.SimpleQueueService.MessageNotInflight");

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "heartbeat");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Held> held = new ConcurrentHashMap<>();
    private final MessageQueue queue;
    private final Duration visibility;
    private final Duration longest;
    private final Consumer<Beat> told;

    /**
     * @param visibility the queue's visibility timeout; a beat comes at each third of it
     * @param longest after which a message that is still worked on is replaced by a copy
     * @param told what comes of each beat
     */
    public InFlight(MessageQueue queue, Duration visibility, Duration longest, Consumer<Beat> told) {
        this.queue = queue;
        this.visibility = visibility;
        this.longest = longest;
        this.told = told;
    }

    /** Whether the message is worked on already: then its new receipt is used from now on. */
    public boolean isKnown(QueueMessage message) {
        return held.computeIfPresent(message.id(), (id, known) -> known.receivedAgain(message)) != null;
    }

    /**
     * Keeps the message hidden while the work on it is done, and ends it then; when the work throws, the message comes back by
     * itself.
     */
    public void during(QueueMessage message, Runnable work) {
        Held mine = new Held(message);
        held.put(message.id(), mine);
        long period = Math.max(1, visibility.toMillis() / 3);
        Future<?> beats = timer.scheduleAtFixedRate(() -> beat(mine), period, period, TimeUnit.MILLISECONDS);
        try {
            work.run();
            mine.end();
        } finally {
            beats.cancel(false);
            held.remove(message.id());
        }
    }

    /** The messages that are worked on. */
    public int size() {
        return held.size();
    }

    /** Gives all of them back, to whoever receives next: none of their receives is used up. */
    public void giveBack() {
        for (Held one : List.copyOf(held.values())) {
            try {
                one.replace(Duration.ZERO);
            } catch (SdkException e) {
                LOG.atWarn()
                        .addKeyValue("messageId", one.message.id())
                        .addKeyValue("cause", AwsFailure.describe(e))
                        .log("message not given back; it comes back when its visibility timeout ends");
            }
        }
    }

    private void beat(Held one) {
        try {
            told.accept(one.beat());
        } catch (SqsException e) {
            failed(one, e, GONE.contains(AwsFailure.code(e)));
        } catch (SdkException e) {
            failed(one, e, false);
        }
    }

    /** The work goes on: should the message come back meanwhile, the lease keeps a second run away. */
    private void failed(Held one, SdkException failure, boolean isGone) {
        told.accept(isGone ? Beat.LOST : Beat.FAILED);
        LOG.atWarn()
                .addKeyValue("messageId", one.message.id())
                .addKeyValue("cause", AwsFailure.describe(failure))
                .log(isGone ? "message no longer held" : "heartbeat failed");
        if (isGone) {
            one.lose();
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** One message. */
    private final class Held {
        private final long since = System.nanoTime();
        private volatile QueueMessage message;
        private State state = State.HELD;

        private enum State {
            /** Nobody else can receive it. */
            HELD,
            /** Its receipt is not valid any more. */
            LOST,
            /** A copy stands in the queue in its place. */
            REPLACED
        }

        Held(QueueMessage message) {
            this.message = message;
        }

        synchronized Held receivedAgain(QueueMessage again) {
            LOG.atWarn().addKeyValue("messageId", again.id()).log("message received again while it is worked on");
            message = again;
            state = state == State.REPLACED ? state : State.HELD;
            return this;
        }

        synchronized Beat beat() {
            if (state != State.HELD) {
                return Beat.NONE;
            }
            if (System.nanoTime() - since > longest.toNanos()) {
                LOG.atInfo().addKeyValue("messageId", message.id()).log("long work: message replaced by a copy");
                replace(Wait.LONGEST);
            } else {
                queue.hide(message, visibility);
            }
            return Beat.KEPT;
        }

        /** Sent before it is deleted: in between there are two, which the run's identity makes harmless. */
        synchronized void replace(Duration delay) {
            if (state != State.REPLACED) {
                Wait.sendAgain(queue, message, message.body(), delay);
                queue.delete(message);
                state = State.REPLACED;
            }
        }

        synchronized void lose() {
            state = State.LOST;
        }

        /** What came back meanwhile, and was ended by another, needs no end. */
        synchronized void end() {
            try {
                if (state != State.REPLACED) {
                    queue.delete(message);
                }
            } catch (SqsException e) {
                if (!GONE.contains(AwsFailure.code(e))) {
                    throw e;
                }
                LOG.atInfo().addKeyValue("messageId", message.id()).log("message no longer held at its end");
            }
        }
    }
}
