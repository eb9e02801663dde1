package dev.skein.intake;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a queue is set up.
 *
 * @param arn the queue's own
 * @param visibility how long a received message stays hidden
 * @param retention after which SQS drops a message for good
 * @param maxReceives after which SQS moves a message to the dead-letter queue; empty without a redrive policy
 * @param deadLetterArn where it moves it; empty text without a redrive policy
 */
public record QueueTraits(
        String arn, Duration visibility, Duration retention, OptionalInt maxReceives, String deadLetterArn) {
    static final List<QueueAttributeName> READ = List.of(
            QueueAttributeName.QUEUE_ARN,
            QueueAttributeName.VISIBILITY_TIMEOUT,
            QueueAttributeName.MESSAGE_RETENTION_PERIOD,
            QueueAttributeName.REDRIVE_POLICY);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static QueueTraits of(Map<QueueAttributeName, String> attributes) {
        JsonNode policy = JSON.readTree(attributes.getOrDefault(QueueAttributeName.REDRIVE_POLICY, "{}"));
        int maxReceives = policy.path("maxReceiveCount").asInt(0);
        return new QueueTraits(
                attributes.getOrDefault(QueueAttributeName.QUEUE_ARN, ""),
                seconds(attributes, QueueAttributeName.VISIBILITY_TIMEOUT, 30),
                seconds(attributes, QueueAttributeName.MESSAGE_RETENTION_PERIOD, 345_600),
                maxReceives > 0 ? OptionalInt.of(maxReceives) : OptionalInt.empty(),
                policy.path("deadLetterTargetArn").asString(""));
    }

    /** The account of AWS that the queue is in; empty text where its ARN does not say. */
    public String account() {
        String[] parts = arn.split(":", 6);
        return parts.length == 6 ? parts[4] : "";
    }

    /** Whether this is the last receive before SQS itself moves the message away. */
    public boolean isLastReceive(QueueMessage message) {
        return maxReceives.isPresent() && message.receives() >= maxReceives.getAsInt();
    }

    private static Duration seconds(Map<QueueAttributeName, String> attributes, QueueAttributeName name, long normal) {
        return Duration.ofSeconds(Long.parseLong(attributes.getOrDefault(name, Long.toString(normal))));
    }
}
