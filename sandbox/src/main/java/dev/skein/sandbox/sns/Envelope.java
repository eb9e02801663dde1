package dev.skein.sandbox.sns;

import dev.skein.sandbox.http.Json;
import dev.skein.sandbox.sqs.MessageAttribute;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON in which SNS wraps what it sends; the signature is one in form only.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html">Formats</a>
 */
final class Envelope {
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final String SIGNATURE =
            Base64.getEncoder().encodeToString("The sandbox does not sign.".getBytes(StandardCharsets.UTF_8));

    private final URI endpoint;
    private final Clock clock;

    Envelope(URI endpoint, Clock clock) {
        this.endpoint = endpoint;
        this.clock = clock;
    }

    String notification(Message message, Subscription subscription) {
        ObjectNode json = Json.object()
                .put("Type", "Notification")
                .put("MessageId", message.id())
                .put("TopicArn", message.topicArn());
        if (!message.subject().isEmpty()) {
            json.put("Subject", message.subject());
        }
        sign(json.put("Message", message.body()));
        json.put("UnsubscribeURL", link("Unsubscribe", "SubscriptionArn", subscription.arn()));
        if (!message.attributes().isEmpty()) {
            ObjectNode attributes = json.putObject("MessageAttributes");
            message.attributes().forEach((name, attribute) -> put(attributes.putObject(name), attribute));
        }
        return Json.write(json);
    }

    String confirmation(Subscription subscription, String messageId) {
        String topicArn = subscription.target().topicArn();
        ObjectNode json = Json.object()
                .put("Type", "SubscriptionConfirmation")
                .put("MessageId", messageId)
                .put("Token", subscription.token())
                .put("TopicArn", topicArn)
                .put(
                        "Message",
                        "You have chosen to subscribe to the topic " + topicArn
                                + ".\nTo confirm the subscription, visit the SubscribeURL included in this message.")
                .put("SubscribeURL", confirmLink(subscription));
        sign(json);
        return Json.write(json);
    }

    private String confirmLink(Subscription subscription) {
        String topicArn = subscription.target().topicArn();
        return link("ConfirmSubscription", "TopicArn", topicArn) + "&Token=" + subscription.token();
    }

    private String link(String action, String parameter, String arn) {
        String value = URLEncoder.encode(arn, StandardCharsets.UTF_8);
        return endpoint + "/?Action=" + action + "&" + parameter + "=" + value;
    }

    private void sign(ObjectNode json) {
        json.put("Timestamp", TIMESTAMP.format(clock.instant()))
                .put("SignatureVersion", "1")
                .put("Signature", SIGNATURE)
                .put("SigningCertURL", endpoint + "/SimpleNotificationService-sandbox.pem");
    }

    private static void put(ObjectNode json, MessageAttribute attribute) {
        json.put("Type", attribute.dataType()).put("Value", attribute.value());
    }
}
