package dev.skein.intake;

import dev.skein.intake.Envelope.Created;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A message's body, and what is known of where it comes from.
 *
 * @param accounts those of AWS that it names
 */
record Received(String body, Set<String> accounts) {
    /** A longer body is not sent again: attributes and body have to be within SQS's limit together. */
    private static final int LONGEST_EVENT = EventText.LONGEST / 2;

    Received {
        accounts = Set.copyOf(accounts);
    }

    /** Reads the body, whatever its form. */
    Envelope read() throws UnreadableEvent {
        JsonNode root = EventText.parse(body);
        return SnsNotification.is(root) ? SnsNotification.read(root, this) : event(root);
    }

    /** Reads an event as S3 or EventBridge writes it. */
    Envelope event(JsonNode root) throws UnreadableEvent {
        return EventBridgeEvent.is(root) ? EventBridgeEvent.read(root, this) : S3Notification.read(root, this);
    }

    /** The same, known to be of some accounts as well. */
    Received of(Set<String> more) {
        Set<String> all = new HashSet<>(accounts);
        all.addAll(more);
        return new Received(body, all);
    }

    /** What it says when it says that these were created; one that stands there twice is one. */
    Envelope created(List<ObjectVersion> objects) {
        List<ObjectVersion> distinct = objects.stream().distinct().toList();
        boolean alone = distinct.size() == 1 && body.length() <= LONGEST_EVENT;
        return new Created(
                distinct.stream()
                        .map(object -> object.by(alone ? body : S3Notification.write(object, accounts)))
                        .toList(),
                accounts);
    }
}
