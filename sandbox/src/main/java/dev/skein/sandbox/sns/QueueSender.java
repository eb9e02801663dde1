package dev.skein.sandbox.sns;

import dev.skein.sandbox.sqs.MessageAttribute;
import java.util.Map;

/** The way from a topic into a queue. */
@FunctionalInterface
public interface QueueSender {
    /** Sends a message to the queue of that ARN; throws {@link IllegalStateException} where it does not take it. */
    void send(String queueArn, String body, Map<String, MessageAttribute> attributes);
}
