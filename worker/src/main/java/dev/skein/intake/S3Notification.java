package dev.skein.intake;

import dev.skein.intake.ObjectVersion.Origin;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What S3 itself sends to a queue, or to a topic that delivers it raw. Fields that are not needed are ignored, as S3 may add some.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">S3 event
 *     message structure</a>
 */
final class S3Notification {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String TEST = "s3:TestEvent";
    private static final String SOURCE = "aws:s3";
    private static final String VERSION = "2";

    /** Our own: an event that is written anew is still of the accounts that the message had come from. */
    private static final String ACCOUNTS = "skeinAccounts";

    /** S3 sends one. */
    private static final int MOST_RECORDS = 1_000;

    private S3Notification() {}

    static Envelope read(JsonNode root, Received received) throws UnreadableEvent {
        JsonNode records = root.path("Records");
        if (records.isMissingNode() && EventFields.text(root.path("Event")).equals(TEST)) {
            return new Envelope.Ignorable(TEST);
        }
        UnreadableEvent.unless(
                records.isArray() && !records.isEmpty(), "the message is no S3 event: it has no Records");
        UnreadableEvent.unless(records.size() <= MOST_RECORDS, "the message has more Records than S3 ever sends");
        List<ObjectVersion> objects = new ArrayList<>();
        for (JsonNode entry : records) {
            if (kind(entry).startsWith("ObjectCreated:")) {
                objects.add(object(entry));
            }
        }
        return objects.isEmpty()
                ? new Envelope.Ignorable(kind(records.get(0)))
                : received.of(accounts(root)).created(objects);
    }

    private static Set<String> accounts(JsonNode root) throws UnreadableEvent {
        Set<String> accounts = new HashSet<>();
        for (JsonNode account : root.path(ACCOUNTS)) {
            accounts.add(EventFields.account(account));
        }
        return accounts;
    }

    /** S3 promises that a reader of version 2.1 can read every 2.x, and of no other. */
    private static String kind(JsonNode entry) throws UnreadableEvent {
        JsonNode version = entry.path("eventVersion");
        UnreadableEvent.unless(
                version.isMissingNode()
                        || EventFields.text(version).split("\\.", 2)[0].equals(VERSION),
                "an event is of another version than 2.x of S3's notifications");
        JsonNode source = entry.path("eventSource");
        UnreadableEvent.unless(
                source.isMissingNode() || EventFields.text(source).equals(SOURCE), "an event's source is not aws:s3");
        String kind = EventFields.text(entry.path("eventName"));
        UnreadableEvent.unless(!kind.isEmpty(), "an event has no eventName");
        return kind;
    }

    private static ObjectVersion object(JsonNode entry) throws UnreadableEvent {
        JsonNode object = entry.at("/s3/object");
        return ObjectVersion.of(
                EventFields.bucket(entry.at("/s3/bucket/name")),
                EventFields.key(EncodedKey.decode(EventFields.keyText(object.path("key")))),
                EventFields.versionId(object.path("versionId")),
                new Origin(
                        EventFields.principal(entry.at("/userIdentity/principalId")),
                        EventFields.text(object.path("sequencer"))));
    }

    /** Writes the event of one object as S3 would. */
    static String write(String bucket, String key, String versionId, Origin origin) {
        return JSON.writeValueAsString(event(bucket, key, versionId, origin));
    }

    /** The same of an object whose message came from some accounts. */
    static String write(ObjectVersion object, Set<String> accounts) {
        ObjectNode event = event(object.bucket(), object.key(), object.versionId(), object.origin());
        if (!accounts.isEmpty()) {
            ArrayNode all = event.putArray(ACCOUNTS);
            accounts.stream().sorted().forEach(all::add);
        }
        return JSON.writeValueAsString(event);
    }

    private static ObjectNode event(String bucket, String key, String versionId, Origin origin) {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode entry = root.putArray("Records")
                .addObject()
                .put("eventVersion", "2.1")
                .put("eventSource", SOURCE)
                .put("eventName", "ObjectCreated:Put");
        entry.putObject("userIdentity").put("principalId", origin.principal());
        ObjectNode s3 = entry.putObject("s3");
        s3.putObject("bucket").put("name", bucket);
        s3.putObject("object")
                .put("key", URLEncoder.encode(key, StandardCharsets.UTF_8))
                .put("versionId", versionId)
                .put("sequencer", origin.sequencer());
        return root;
    }
}
