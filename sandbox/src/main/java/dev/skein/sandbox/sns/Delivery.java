package dev.skein.sandbox.sns;

import dev.skein.sandbox.sqs.MessageAttribute;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings messages to subscribers: to queues at once, to HTTP endpoints in the background. */
final class Delivery implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Delivery.class);

    /** SQS has no more on a message: https://docs.aws.amazon.com/sns/latest/dg/sns-large-payload-raw-message-delivery.html */
    private static final int MOST_ATTRIBUTES = 10;

    private final Envelope envelope;
    private final QueueSender queues;
    private final HttpSender http;

    Delivery(Envelope envelope, QueueSender queues, HttpSender http) {
        this.envelope = envelope;
        this.queues = queues;
        this.http = http;
    }

    /** Asks an HTTP endpoint to confirm its subscription. */
    void confirm(Subscription subscription) {
        http.send(HttpPost.confirmation(UUID.randomUUID().toString(), subscription, envelope));
    }

    void deliver(Message message, Subscription subscription) {
        if (!subscription.target().isQueue()) {
            http.send(HttpPost.notification(message, subscription, envelope));
        } else if (!subscription.settings().isRaw()) {
            send(subscription, envelope.notification(message, subscription), Map.of());
        } else if (message.attributes().size() > MOST_ATTRIBUTES) {
            lost(subscription, new IllegalStateException("Raw delivery of more than 10 message attributes"));
        } else {
            send(subscription, message.body(), message.attributes());
        }
    }

    @Override
    public void close() {
        http.close();
    }

    /** The publisher never hears of a subscriber's trouble. */
    private void send(Subscription subscription, String body, Map<String, MessageAttribute> attributes) {
        try {
            queues.send(subscription.target().endpoint(), body, attributes);
        } catch (IllegalStateException e) {
            lost(subscription, e);
        }
    }

    private static void lost(Subscription subscription, IllegalStateException reason) {
        log.atWarn()
                .addKeyValue("subscription", subscription.arn())
                .addKeyValue("reason", reason.getMessage())
                .log("A message to a subscribed queue is lost");
    }
}
