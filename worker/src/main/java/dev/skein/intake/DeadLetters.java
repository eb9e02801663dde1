package dev.skein.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The dead-letter queue: what failed, with its reason, until somebody sends it back. */
public final class DeadLetters {
    /** How long letters stay hidden while the queue is gone through. */
    private static final Duration HIDDEN = Duration.ofMinutes(2);

    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final int MOST = 10;

    private final MessageQueue letters;
    private final MessageQueue uploads;
    private final String prefix;

    /**
     * @param uploads where re-driven messages go
     * @param prefix of the keys of uploads; letters of anything else stay where they are
     */
    public DeadLetters(MessageQueue letters, MessageQueue uploads, String prefix) {
        this.letters = letters;
        this.uploads = uploads;
        this.prefix = prefix;
    }

    /** Adds an event with the reason for which it failed; the caller then deletes the message that brought it. */
    public void add(String event, Map<Mark, String> marks) {
        letters.send(event, marks, Duration.ZERO);
    }

    /**
     * Sends the letters of one run, or of all uploads, back to the uploads' queue as a new attempt. Each is sent before it
     * is deleted, so none is lost; a crash in between sends one twice, which its run's identity makes harmless. A run
     * that fails again meanwhile stays in the dead-letter queue.
     *
     * @param run the run, or empty for all
     * @return the attempts that they begin
     */
    public List<Redriven> redrive(Optional<String> run) {
        Map<String, Redriven> sentBack = new LinkedHashMap<>();
        List<QueueMessage> others = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Predicate<QueueMessage> wanted =
                letter -> isUpload(letter) && (run.isEmpty() || run.equals(letter.mark(Mark.RUN)));
        // A queue of standard type may answer empty although it is not: two answers in a row without news end the
        // search.
        for (int idle = 0; idle < 2; ) {
            List<QueueMessage> batch = letters.receive(MOST, SHORT, HIDDEN);
            idle = batch.stream().allMatch(letter -> seen.contains(letter.id())) ? idle + 1 : 0;
            for (QueueMessage letter : batch) {
                // A letter without a run is told by its body.
                String identity = letter.mark(Mark.RUN).orElse(letter.body());
                if (seen.add(letter.id()) && wanted.test(letter) && !sentBack.containsKey(identity)) {
                    sentBack.put(identity, sendBack(letter));
                } else {
                    others.add(letter);
                }
            }
        }
        others.forEach(letter -> letters.hide(letter, Duration.ZERO));
        return List.copyOf(sentBack.values());
    }

    private boolean isUpload(QueueMessage letter) {
        List<ObjectVersion> objects = Envelope.read(letter.body()).objects();
        return !objects.isEmpty()
                && objects.stream().allMatch(object -> object.key().startsWith(prefix));
    }

    private Redriven sendBack(QueueMessage letter) {
        Map<Mark, String> marks = new EnumMap<>(Mark.class);
        marks.putAll(letter.marks());
        marks.putIfAbsent(Mark.REASON, LetterReason.MOVED_BY_QUEUE.code());
        marks.remove(Mark.FIRST_SEEN);
        marks.remove(Mark.WAITS);
        uploads.send(letter.body(), marks, Duration.ZERO);
        letters.delete(letter);
        return new Redriven(letter.mark(Mark.RUN).orElse("unknown"), letter.attempt());
    }

    /**
     * A letter that was sent back.
     *
     * @param run the run, or {@code unknown} where SQS itself had moved the message
     * @param attempt the attempt that it begins
     */
    public record Redriven(String run, int attempt) {}
}
