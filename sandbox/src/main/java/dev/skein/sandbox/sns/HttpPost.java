package dev.skein.sandbox.sns;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** One request to a subscribed HTTP endpoint, with the headers that SNS sets. */
record HttpPost(String url, Map<String, String> headers, String body) {
    /** As long as SNS waits for an answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    static HttpPost notification(Message message, Subscription subscription, Envelope envelope) {
        Map<String, String> headers = headers("Notification", message.id(), subscription);
        headers.put("x-amz-sns-subscription-arn", subscription.arn());
        boolean raw = subscription.settings().isRaw();
        if (raw) {
            headers.put("x-amz-sns-rawdelivery", "true");
        }
        String body = raw ? message.body() : envelope.notification(message, subscription);
        return new HttpPost(subscription.target().endpoint(), headers, body);
    }

    static HttpPost confirmation(String messageId, Subscription subscription, Envelope envelope) {
        Map<String, String> headers = headers("SubscriptionConfirmation", messageId, subscription);
        String body = envelope.confirmation(subscription, messageId);
        return new HttpPost(subscription.target().endpoint(), headers, body);
    }

    HttpRequest request() {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .timeout(PATIENCE)
                .header("Content-Type", "text/plain; charset=UTF-8")
                .header("User-Agent", "Amazon Simple Notification Service Agent")
                .POST(BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return request.build();
    }

    private static Map<String, String> headers(String type, String messageId, Subscription subscription) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-amz-sns-message-type", type);
        headers.put("x-amz-sns-message-id", messageId);
        headers.put("x-amz-sns-topic-arn", subscription.target().topicArn());
        return headers;
    }
}
