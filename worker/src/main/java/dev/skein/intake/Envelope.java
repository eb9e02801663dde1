package dev.skein.intake;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the body of a queue's message says. Fields that are not needed are ignored, as S3 may add some.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">S3 event
 *     message structure</a>
 */
public sealed interface Envelope {
    /** Objects were created. */
    record Created(List<ObjectVersion> objects) implements Envelope {
        /** Copies the objects. */
        public Created {
            objects = List.copyOf(objects);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.created(this);
        }
    }

    /**
     * Nothing to do: S3's test of the queue, or an event of another kind.
     *
     * @param event the event's name
     */
    record Ignorable(String event) implements Envelope {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.ignorable(this);
        }
    }

    /** No S3 event. */
    record Unreadable(String reason) implements Envelope {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.unreadable(this);
        }
    }

    /** One function for each case. */
    interface Cases<R> {
        /** Returns the result for {@link Created}. */
        R created(Created created);

        /** Returns the result for {@link Ignorable}. */
        R ignorable(Ignorable ignorable);

        /** Returns the result for {@link Unreadable}. */
        R unreadable(Unreadable unreadable);
    }

    /** Calls the function of the case at hand. */
    <R> R match(Cases<R> cases);

    /** The objects that were created; none in the other cases. */
    default List<ObjectVersion> objects() {
        return List.of();
    }

    /** Reads a message's body; whatever it is, a case. */
    static Envelope read(String body) {
        JsonNode root;
        try {
            root = Json.MAPPER.readTree(body);
        } catch (JacksonException e) {
            return new Unreadable("the message is not JSON");
        }
        if (root.path("Event").isString()) {
            return new Ignorable(root.path("Event").asString());
        }
        JsonNode records = root.path("Records");
        return records.isArray() && !records.isEmpty()
                ? created(records, body)
                : new Unreadable("the message is no S3 event: it has no Records");
    }

    /**
     * Writes the event of an object as S3 would, for an object that is to be worked on again.
     *
     * @param principal who put it there; empty text where it is not known
     */
    static String created(String bucket, String key, String versionId, String principal) {
        ObjectNode root = Json.MAPPER.createObjectNode();
        ObjectNode entry = root.putArray("Records")
                .addObject()
                .put("eventVersion", "2.1")
                .put("eventSource", "aws:s3")
                .put("eventName", "ObjectCreated:Put");
        entry.putObject("userIdentity").put("principalId", principal);
        ObjectNode s3 = entry.putObject("s3");
        s3.putObject("bucket").put("name", bucket);
        s3.putObject("object")
                .put("key", URLEncoder.encode(key, StandardCharsets.UTF_8))
                .put("versionId", versionId);
        return Json.MAPPER.writeValueAsString(root);
    }

    private static Envelope created(JsonNode records, String body) {
        List<ObjectVersion> objects = new ArrayList<>();
        for (JsonNode record : records) {
            if (!record.path("eventName").asString("").startsWith("ObjectCreated:")) {
                continue;
            }
            String bucket = record.at("/s3/bucket/name").asString("");
            String key = record.at("/s3/object/key").asString("");
            String versionId = record.at("/s3/object/versionId").asString("");
            if (bucket.isEmpty() || key.isEmpty() || versionId.isEmpty()) {
                return new Unreadable("an event names no bucket, key or versionId; is the bucket versioned?");
            }
            String principal = record.at("/userIdentity/principalId").asString("");
            String event = records.size() == 1 ? body : Json.alone(record);
            try {
                objects.add(new ObjectVersion(
                        bucket, URLDecoder.decode(key, StandardCharsets.UTF_8), versionId, principal, event));
            } catch (IllegalArgumentException e) {
                return new Unreadable("an event's key is not URL-encoded: " + e.getMessage());
            }
        }
        return objects.isEmpty()
                ? new Ignorable(records.get(0).path("eventName").asString("unnamed"))
                : new Created(objects);
    }

    /** The parser of event bodies. */
    final class Json {
        private static final JsonMapper MAPPER = JsonMapper.builder().build();

        private Json() {}

        private static String alone(JsonNode record) {
            var root = MAPPER.createObjectNode();
            root.putArray("Records").add(record);
            return MAPPER.writeValueAsString(root);
        }
    }
}
