package dev.skein.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** How a message waits: it is sent again with a delay, so that no slot is held and no receive is used up. */
public final class Wait {
    /** SQS's longest delay. */
    static final Duration LONGEST = Duration.ofMinutes(15);

    private static final Duration FIRST_SHORT = Duration.ofSeconds(1);
    private static final Duration LONGEST_SHORT = Duration.ofSeconds(30);
    private static final Duration FIRST = Duration.ofSeconds(5);

    private Wait() {}

    /** The delay before the next try: 5 s at first, doubled each time, at most 900 s. */
    public static Duration delay(int waits) {
        Duration delay = FIRST.multipliedBy(1L << Math.min(waits, 20));
        return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    }

    /**
     * The same for what another run holds, which can be over at any moment: 1 s at first, at most 30 s. So nobody waits much longer
     * than twice as long as it takes.
     */
    public static Duration shortDelay(int waits) {
        Duration delay = FIRST_SHORT.multipliedBy(1L << Math.min(waits, 20));
        return delay.compareTo(LONGEST_SHORT) > 0 ? LONGEST_SHORT : delay;
    }

    /** Sends the event again with one more wait on its record; the caller then deletes the message. */
    public static void sendAgain(MessageQueue queue, QueueMessage message, String event, Duration delay) {
        Map<Mark, String> marks = new EnumMap<>(Mark.class);
        marks.putAll(message.marks());
        marks.put(Mark.FIRST_SEEN, message.firstSeen().toString());
        marks.put(Mark.WAITS, Integer.toString(message.waits() + 1));
        queue.send(event, marks, delay);
    }

    /** Gives a received message to whoever receives next, with none of its receives used up. */
    public static void giveBack(MessageQueue queue, QueueMessage message) {
        sendAgain(queue, message, message.body(), Duration.ZERO);
        queue.delete(message);
    }

    /** Whether so much of the queue's retention is used up, counted from the first receive, that the run has to end. */
    public static boolean isTooLate(QueueMessage message, QueueTraits traits, Instant now) {
        Duration half = traits.retention().dividedBy(2);
        Duration margin = LONGEST.multipliedBy(2);
        Duration kept = traits.retention().minus(margin.compareTo(half) < 0 ? margin : half);
        return now.isAfter(message.firstSeen().plus(kept));
    }
}
