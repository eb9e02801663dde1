package dev.skein.intake;

import dev.skein.intake.ObjectVersion.Origin;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What EventBridge sends of S3's events. Keys are not encoded here. Who has put the object is not said, only which account he is of.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html">EventBridge event message structure</a>
 */
final class EventBridgeEvent {
    private static final String CREATED = "Object Created";

    private EventBridgeEvent() {}

    static boolean is(JsonNode root) {
        return root.has("detail-type");
    }

    static Envelope read(JsonNode root, Received received) throws UnreadableEvent {
        UnreadableEvent.unless(
                EventFields.text(root.path("source")).equals("aws.s3"), "the event's source is not aws.s3");
        String kind = EventFields.text(root.path("detail-type"));
        UnreadableEvent.unless(!kind.isEmpty(), "the event has no detail-type");
        return kind.equals(CREATED)
                ? received.of(Set.of(EventFields.account(root.path("account"))))
                        .created(List.of(object(root.path("detail"))))
                : new Envelope.Ignorable(kind);
    }

    private static ObjectVersion object(JsonNode detail) throws UnreadableEvent {
        JsonNode object = detail.path("object");
        return ObjectVersion.of(
                EventFields.bucket(detail.at("/bucket/name")),
                EventFields.key(EventFields.keyText(object.path("key"))),
                EventFields.versionId(object.path("version-id")),
                new Origin("", EventFields.text(object.path("sequencer"))));
    }
}
