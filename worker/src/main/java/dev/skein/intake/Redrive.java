package dev.skein.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Which dead letters go back to the uploads' queue: of each object version the one that asks for the latest attempt. Any other
 * letter of the same object version speaks of the same attempt or of one before it, which has been sent back already.
 */
public final class Redrive {
    private final List<Letter> letters;
    private final BiPredicate<Letter, ObjectVersion> wanted;
    private final Map<Identity, Letter> chosen = new HashMap<>();

    /** @param wanted which objects go back */
    public Redrive(List<Letter> letters, BiPredicate<Letter, ObjectVersion> wanted) {
        this.letters = letters.stream()
                .filter(letter -> letter.objects().stream().anyMatch(object -> wanted.test(letter, object)))
                .toList();
        this.wanted = wanted;
        for (Letter letter : this.letters) {
            letter.objects().stream()
                    .filter(object -> wanted.test(letter, object))
                    .forEach(object -> chosen.merge(Identity.of(letter, object), letter, Redrive::later));
        }
    }

    private static Letter later(Letter one, Letter other) {
        return other.message().attempt() > one.message().attempt() ? other : one;
    }

    /**
     * One object that goes back.
     *
     * @param memberRun of a group's member; empty where the object's own is meant
     * @param attempt that it begins
     */
    public record Sent(ObjectVersion object, Optional<String> memberRun, int attempt) {}

    /**
     * What a redrive does.
     *
     * @param sent what goes back
     * @param duplicates how many letters of the same attempts, or of earlier ones, end with it
     */
    public record Result(List<Sent> sent, int duplicates) {
        /** Copies the list. */
        public Result {
            sent = List.copyOf(sent);
        }
    }

    /** Says what would go back, and sends nothing. */
    public Result preview() {
        return each((letter, back) -> {});
    }

    /**
     * Sends back. Each object is sent before its letter is deleted, so none is lost; a crash in between sends one twice, which
     * its run's identity makes harmless.
     *
     * @param open holds the letters
     */
    public Result send(OpenLetters open, MessageQueue uploads, DeadLetters deadLetters) {
        return each((letter, back) -> {
            back.forEach(object -> uploads.send(bodyOf(letter, object), letter.marksBack(), Duration.ZERO));
            letter.objects().stream()
                    .filter(object -> !wanted.test(letter, object))
                    .forEach(object -> deadLetters.add(object.event(), marksAlone(letter)));
            open.remove(letter);
        });
    }

    /** The original where the letter speaks of one object. */
    private static String bodyOf(Letter letter, ObjectVersion object) {
        return letter.objects().size() == 1 ? letter.message().body() : object.event();
    }

    /** What shared a message with an object that goes back, and does not go back itself, is a letter of its own from now on. */
    private static Map<Mark, String> marksAlone(Letter letter) {
        Map<Mark, String> marks = new EnumMap<>(Mark.class);
        marks.putAll(letter.message().marks());
        marks.putIfAbsent(Mark.REASON, LetterReason.MOVED_BY_QUEUE.code());
        return marks;
    }

    private Result each(Step step) {
        Map<Identity, Letter> left = new HashMap<>(chosen);
        List<Sent> sent = new ArrayList<>();
        int duplicates = 0;
        for (Letter letter : letters) {
            List<ObjectVersion> back = letter.objects().stream()
                    .filter(object -> left.remove(Identity.of(letter, object), letter))
                    .toList();
            step.take(letter, back);
            back.forEach(object -> sent.add(
                    new Sent(object, letter.memberRun(), letter.message().attempt())));
            duplicates += back.isEmpty() ? 1 : 0;
        }
        return new Result(sent, duplicates);
    }

    @FunctionalInterface
    private interface Step {
        void take(Letter letter, List<ObjectVersion> back);
    }

    /** What makes a run. */
    private record Identity(String key, String versionId, Optional<String> memberRun) {
        static Identity of(Letter letter, ObjectVersion object) {
            return new Identity(object.key(), object.versionId(), letter.memberRun());
        }
    }
}
