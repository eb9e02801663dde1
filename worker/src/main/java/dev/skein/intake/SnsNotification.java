package dev.skein.intake;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What a topic of SNS sends to a queue that is not subscribed for raw delivery: an event as text, within a message.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html">SNS message formats</a>
 */
final class SnsNotification {
    private static final Pattern TOPIC =
            Pattern.compile("arn:[a-z-]{1,20}:sns:[a-z0-9-]{1,30}:(\\d{12}):[0-9A-Za-z_-]{1,256}(\\.fifo)?");

    private SnsNotification() {}

    static boolean is(JsonNode root) {
        return root.path("Type").isString();
    }

    static Envelope read(JsonNode root, Received received) throws UnreadableEvent {
        UnreadableEvent.unless(
                EventFields.text(root.path("Type")).equals("Notification"),
                "the message is of SNS, and no notification; a subscription may wait for its confirmation");
        Matcher topic = TOPIC.matcher(EventFields.text(root.path("TopicArn")));
        UnreadableEvent.unless(topic.matches(), "the message of SNS names no topic");
        UnreadableEvent.unless(root.path("Message").isString(), "the message of SNS holds no event");
        return received.of(Set.of(topic.group(1)))
                .event(EventText.parse(root.path("Message").asString()));
    }
}
