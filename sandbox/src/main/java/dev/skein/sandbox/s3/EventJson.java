package dev.skein.sandbox.s3;

import dev.skein.sandbox.Account;
import dev.skein.sandbox.http.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/**
 * The messages that S3 sends.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">Event
 *     message structure</a>
 */
final class EventJson {
    static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final String OWNER = "A3SANDBOXOWNER";
    private static final String MD5_OF_NOTHING = "d41d8cd98f00b204e9800998ecf8427e";

    private EventJson() {}

    /** The message of one event under one rule. */
    static String message(ObjectEvent event, NotificationRule rule, Instant time) {
        ObjectNode message = Json.object();
        ObjectNode entry = message.putArray("Records").addObject();
        entry.put("eventVersion", "2.1").put("eventSource", "aws:s3").put("awsRegion", Account.REGION);
        entry.put("eventTime", MILLIS.format(time)).put("eventName", event.name());
        entry.putObject("userIdentity")
                .put(
                        "principalId",
                        Bucket.content(event.version())
                                .map(content -> content.facts().principal())
                                .orElse(""));
        entry.putObject("requestParameters").put("sourceIPAddress", "127.0.0.1");
        entry.putObject("responseElements")
                .put("x-amz-request-id", RequestIds.next())
                .put("x-amz-id-2", RequestIds.host());
        ObjectNode s3 = entry.putObject("s3").put("s3SchemaVersion", "1.0").put("configurationId", rule.id());
        ObjectNode bucket = s3.putObject("bucket").put("name", event.bucket());
        bucket.putObject("ownerIdentity").put("principalId", OWNER);
        bucket.put("arn", "arn:aws:s3:::" + event.bucket());
        object(s3.putObject("object"), event);
        return Json.write(message);
    }

    /** The message that a queue gets when it is configured as a destination. */
    static String test(String bucket, Instant time) {
        return Json.write(Json.object()
                .put("Service", "Amazon S3")
                .put("Event", "s3:TestEvent")
                .put("Time", MILLIS.format(time))
                .put("Bucket", bucket)
                .put("RequestId", RequestIds.next())
                .put("HostId", RequestIds.host()));
    }

    private static void object(ObjectNode object, ObjectEvent event) {
        // URLEncoder differs from S3 in this one character of a key: S3 leaves the slash.
        object.put("key", URLEncoder.encode(event.key(), StandardCharsets.UTF_8).replace("%2F", "/"));
        if (event.name().startsWith("ObjectCreated:")) {
            Bucket.content(event.version())
                    .ifPresent(content -> object.put("size", content.bytes().length)
                            .put("eTag", content.facts().etag()));
        } else if (event.name().equals(ObjectEvent.MARKED)) {
            object.put("eTag", MD5_OF_NOTHING);
        }
        if (!event.version().versionId().equals(StoredVersion.NULL)) {
            object.put("versionId", event.version().versionId());
        }
        object.put("sequencer", event.sequencer());
    }
}
