package dev.skein;

import dev.skein.ecs.Guard;
import dev.skein.intake.AwsFailure;
import dev.skein.intake.DeadLetters;
import dev.skein.intake.Envelope;
import dev.skein.intake.InFlight;
import dev.skein.intake.QueueMessage;
import dev.skein.intake.Wait;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The loop: polls one queue while there is a free slot for what comes, and works on each message in a slot. Nothing is ended before
 * its work is done.
 */
final class Worker implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    /** SQS gives no more at a time. */
    private static final int BATCH = 10;

    private static final int PAUSE = 2;

    private final Inbox inbox;
    private final Handler handler;
    private final DeadLetters deadLetters;
    private final Slots slots;
    private final Guard guard;
    private final InFlight inFlight;
    private volatile @Nullable Thread poller;

    /** @param guard told before anything is begun */
    Worker(Inbox inbox, Handler handler, DeadLetters deadLetters, Slots slots, Guard guard) {
        this.inbox = inbox;
        this.handler = handler;
        this.deadLetters = deadLetters;
        this.slots = slots;
        this.guard = guard;
        this.inFlight = new InFlight(inbox.queue(), inbox.traits().visibility(), InFlight.LONGEST, inbox.watch()::beat);
        inbox.watch().inWork(inFlight::size);
    }

    /** Polls until the worker is told to end. */
    @Override
    public void run() {
        poller = Thread.currentThread();
        while (!inbox.drain().isBegun()) {
            try {
                int free = slots.take(BATCH, inbox.watch()::full);
                inbox.watch().turned();
                poll(free);
            } catch (InterruptedException e) {
                LOG.atDebug().setCause(e).log("polling interrupted");
            }
        }
    }

    /** Has a poll that waits end now; what it may have received comes back when its visibility timeout ends. */
    void wake() {
        Optional.ofNullable(poller).ifPresent(Thread::interrupt);
    }

    /** Where it works. */
    Slots slots() {
        return slots;
    }

    /** The messages that it works on. */
    InFlight inFlight() {
        return inFlight;
    }

    /** @param free slots that are taken for what comes */
    private void poll(int free) throws InterruptedException {
        int unused = free;
        try {
            List<QueueMessage> messages = receive(free);
            for (QueueMessage message : messages) {
                if (!inFlight.isKnown(message)) {
                    slots.run(() -> work(message));
                    unused--;
                }
            }
        } catch (SdkException e) {
            failed(e);
        } finally {
            slots.giveBack(unused);
        }
    }

    /** What comes is worked on under the guard; that may go when nothing comes and nothing is at work. */
    private List<QueueMessage> receive(int most) {
        List<QueueMessage> messages = inbox.queue().receive(most, inbox.pollWait());
        inbox.watch().received(messages);
        if (!messages.isEmpty()) {
            guard.protect();
        } else if (inFlight.size() == 0) {
            guard.release();
        }
        return messages;
    }

    private void failed(SdkException failure) throws InterruptedException {
        if (inbox.drain().isBegun()) {
            return;
        }
        LOG.atError()
                .addKeyValue("queue", inbox.queue().url())
                .addKeyValue("cause", AwsFailure.describe(failure))
                .log("the queue cannot be used");
        // Keeps a queue that is out of reach from being asked without end.
        TimeUnit.SECONDS.sleep(PAUSE);
    }

    private void work(QueueMessage message) {
        try {
            if (inbox.drain().isBegun()) {
                Wait.giveBack(inbox.queue(), message);
                return;
            }
            inFlight.during(
                    message,
                    () -> Envelope.read(message.body()).match(new Disposition(message, inbox, handler, deadLetters)));
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
        }
    }
}
