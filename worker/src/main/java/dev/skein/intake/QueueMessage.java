package dev.skein.intake;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/**
 * A received message.
 *
 * @param id SQS's message id
 * @param handle the receipt handle of this receive
 * @param receives how often it was received, this time included
 * @param sent when it was sent to this queue
 * @param marks Skein's own attributes
 * @param movedFrom the ARN of the queue from which SQS itself moved the message here; empty text where it did not
 */
public record QueueMessage(
        String id, String handle, String body, int receives, Instant sent, Map<Mark, String> marks, String movedFrom) {
    /** Copies the marks. */
    public QueueMessage {
        marks = Map.copyOf(marks);
    }

    /** A message that was sent to the queue in which it is. */
    public QueueMessage(String id, String handle, String body, int receives, Instant sent, Map<Mark, String> marks) {
        this(id, handle, body, receives, sent, marks, "");
    }

    /** The same, where what it says does not matter. */
    QueueMessage withoutBody() {
        return new QueueMessage(id, handle, "", receives, sent, marks, movedFrom);
    }

    /** One of Skein's attributes. */
    public Optional<String> mark(Mark mark) {
        return Optional.ofNullable(marks.get(mark));
    }

    /** The attempt that this message asks for: one more than the attempt that ended in the dead-letter queue. */
    public int attempt() {
        return mark(Mark.REASON).isPresent() ? number(Mark.ATTEMPT) + 1 : 1;
    }

    /** Whether somebody decided that it is to be tried once more. */
    public boolean isRedriven() {
        return mark(Mark.REASON).isPresent();
    }

    /** How often the message has waited. */
    public int waits() {
        return number(Mark.WAITS);
    }

    /** When the message first came to the worker; waiting does not make it younger. */
    public Instant firstSeen() {
        return mark(Mark.FIRST_SEEN).flatMap(QueueMessage::instant).orElse(sent);
    }

    /** A topic that delivers raw passes anybody's attributes on: none of them may break the work. */
    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private int number(Mark mark) {
        return mark(mark)
                .filter(text -> text.matches("\\d{1,6}"))
                .map(Integer::parseInt)
                .orElse(0);
    }
}
