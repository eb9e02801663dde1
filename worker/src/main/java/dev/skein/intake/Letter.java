package dev.skein.intake;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A message of the dead-letter queue.
 *
 * @param objects those that its event speaks of; none where it is no event of an upload, and then its body is not kept
 */
public record Letter(QueueMessage message, List<ObjectVersion> objects) {
    /** Copies the objects. */
    public Letter {
        objects = List.copyOf(objects);
    }

    static Letter of(QueueMessage message) {
        List<ObjectVersion> objects = Envelope.read(message.body()).objects();
        return new Letter(objects.isEmpty() ? message.withoutBody() : message, objects);
    }

    /** The run of a group's member; empty where the object's own is meant. */
    public Optional<String> memberRun() {
        return message.mark(Mark.RUN).filter(run -> message.mark(Mark.MEMBER).isPresent());
    }

    /** Whether SQS itself moved the message, because its receives were used up. */
    public boolean isMoved() {
        return !message.movedFrom().isEmpty() || message.mark(Mark.REASON).isEmpty();
    }

    /** Whether it came through another account, so that nobody may have it worked on, whatever bucket it names. */
    public boolean isOfForeignAccount() {
        return message.mark(Mark.REASON)
                .filter(LetterReason.FOREIGN_ACCOUNT.code()::equals)
                .isPresent();
    }

    /** The problem's code. */
    public String reason() {
        return isMoved()
                ? LetterReason.MOVED_BY_QUEUE.code()
                : message.mark(Mark.REASON).orElseThrow();
    }

    /** The attempt that ended in this letter, from 1: of a message that SQS moved, the one that no worker finished. */
    public int attempt() {
        return isMoved() ? message.attempt() : Math.max(1, message.attempt() - 1);
    }

    /** How often it was sent back before, and why. */
    public Trail trail() {
        return Trail.parse(message.mark(Mark.TRAIL).orElse(""));
    }

    /** The marks with which an object of it is sent back: they ask for the attempt that is next. */
    Map<Mark, String> marksBack() {
        Map<Mark, String> marks = new EnumMap<>(Mark.class);
        marks.putAll(message.marks());
        marks.putIfAbsent(Mark.REASON, LetterReason.MOVED_BY_QUEUE.code());
        marks.remove(Mark.FIRST_SEEN);
        marks.remove(Mark.WAITS);
        marks.put(
                Mark.TRAIL,
                trail().with(new Trail.Entry(attempt(), reason(), message.sent()))
                        .text());
        return marks;
    }
}
