package dev.skein.intake;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** The dead-letter queue: what failed, with its reason, until somebody sends it back. */
public final class DeadLetters {
    private final MessageQueue queue;

    /** Two that look at the same time would each see a part. */
    private final Lock opened = new ReentrantLock();

    /** @param queue the dead-letter queue */
    public DeadLetters(MessageQueue queue) {
        this.queue = queue;
    }

    /** Adds an event with the reason for which it failed; the caller then deletes the message that brought it. */
    public void add(String event, Map<Mark, String> marks) {
        queue.send(event, marks, Duration.ZERO);
    }

    /** Opens the queue for whoever closes it again; in this process, for one at a time. */
    public OpenLetters open() {
        opened.lock();
        return new OpenLetters(queue, opened::unlock);
    }
}
