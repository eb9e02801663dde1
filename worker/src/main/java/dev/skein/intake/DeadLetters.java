package dev.skein.intake;

import dev.skein.telemetry.Telemetry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** The dead-letter queue: what failed, with its reason, until somebody sends it back. */
public final class DeadLetters {
    private final MessageQueue queue;
    private final Telemetry telemetry;

    /** Two that look at the same time would each see a part. */
    private final Lock opened = new ReentrantLock();

    /**
     * @param queue the dead-letter queue
     * @param telemetry told of each letter
     */
    public DeadLetters(MessageQueue queue, Telemetry telemetry) {
        this.queue = queue;
        this.telemetry = telemetry;
    }

    /** Adds an event with the reason for which it failed; the caller then deletes the message that brought it. */
    public void add(String event, Map<Mark, String> marks) {
        queue.send(event, marks, Duration.ZERO);
        telemetry.deadLetter(marks.getOrDefault(Mark.REASON, "unknown"));
    }

    /** Opens the queue for whoever closes it again; in this process, for one at a time. */
    public OpenLetters open() {
        opened.lock();
        return new OpenLetters(queue, opened::unlock);
    }
}
