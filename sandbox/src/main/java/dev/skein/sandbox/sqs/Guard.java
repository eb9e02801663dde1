package dev.skein.sandbox.sqs;

import dev.skein.sandbox.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Refuses what ElasticMQ would take and ignore, and what it takes but SQS would not. */
final class Guard {
    private static final Set<String> ACTIONS = Set.of(
            "CreateQueue",
            "DeleteQueue",
            "GetQueueUrl",
            "ListQueues",
            "PurgeQueue",
            "GetQueueAttributes",
            "SetQueueAttributes",
            "SendMessage",
            "SendMessageBatch",
            "ReceiveMessage",
            "DeleteMessage",
            "DeleteMessageBatch",
            "ChangeMessageVisibility",
            "ChangeMessageVisibilityBatch",
            "TagQueue",
            "UntagQueue",
            "ListQueueTags",
            "ListDeadLetterSourceQueues",
            "StartMessageMoveTask",
            "ListMessageMoveTasks",
            "CancelMessageMoveTask");

    private static final List<String> OF_FIFO_QUEUES =
            List.of("MessageGroupId", "MessageDeduplicationId", "ReceiveRequestAttemptId");

    private static final Map<String, Range> PARAMETERS = Map.of(
            "VisibilityTimeout", new Range(0, 43_200),
            "DelaySeconds", new Range(0, 900),
            "WaitTimeSeconds", new Range(0, 20),
            "MaxNumberOfMessages", new Range(1, 10));

    private static final Map<String, Range> ATTRIBUTES = Map.of(
            "VisibilityTimeout", new Range(0, 43_200),
            "DelaySeconds", new Range(0, 900),
            "ReceiveMessageWaitTimeSeconds", new Range(0, 20),
            // ElasticMQ never lets a message expire: true enough for periods that outlive a sandbox.
            "MessageRetentionPeriod", new Range(86_400, 1_209_600),
            "MaximumMessageSize", new Range(1_024, 1_048_576));

    private static final long MOST_OF_A_BATCH = 1_048_576;

    private final Queues queues;
    private final KeptAttributes kept;

    Guard(Queues queues, KeptAttributes kept) {
        this.queues = queues;
        this.kept = kept;
    }

    /** Throws {@link SqsError} for a call that may not pass. */
    void check(SqsCall call) {
        if (!ACTIONS.contains(call.action())) {
            throw SqsError.unsupported("the action " + call.action());
        }
        Stream.concat(
                        Stream.of(call.parameters()),
                        call.parameters().path("Entries").valueStream())
                .forEach(Guard::checkParameters);
        call.attributes().forEach(Guard::checkAttribute);
        switch (call.action()) {
            case "CreateQueue" -> checkCreation(call);
            case "StartMessageMoveTask" -> checkMove(call);
            case "SendMessage", "SendMessageBatch" -> checkSize(call);
            default -> {}
        }
    }

    private static void checkParameters(JsonNode parameters) {
        for (String name : OF_FIFO_QUEUES) {
            if (parameters.has(name)) {
                throw SqsError.unsupported(name + ", as it has no FIFO queues");
            }
        }
        PARAMETERS.forEach((name, range) -> Json.text(parameters, name).ifPresent(value -> range.check(name, value)));
    }

    private static void checkAttribute(String name, String value) {
        Range range = ATTRIBUTES.get(name);
        if (range != null) {
            range.check(name, value);
        } else if (name.equals("Policy")) {
            KeptAttributes.checkPolicy(value);
        } else if (name.equals("RedrivePolicy")) {
            checkRedrivePolicy(value);
        } else {
            throw SqsError.invalidAttribute(name);
        }
    }

    private static void checkRedrivePolicy(String value) {
        if (value.isEmpty()) {
            throw SqsError.unsupported("a way to take a redrive policy away");
        }
        JsonNode policy = Json.parse(value).orElseGet(Json::object);
        if (!policy.has("deadLetterTargetArn") || !policy.has("maxReceiveCount")) {
            throw SqsError.invalidValue("Value " + value + " for parameter RedrivePolicy is invalid.");
        }
    }

    /** Attributes count as well, where the call came as JSON. */
    private void checkSize(SqsCall call) {
        long most = Long.parseLong(kept.of(call.queueName()).getOrDefault("MaximumMessageSize", "0"));
        long all = 0;
        for (JsonNode message : messages(call)) {
            long size = bytes(Json.text(message, "MessageBody").orElse(""))
                    + message.path("MessageAttributes").properties().stream()
                            .mapToLong(attribute -> bytes(attribute.getKey())
                                    + attribute
                                            .getValue()
                                            .valueStream()
                                            .mapToLong(v -> bytes(v.asString()))
                                            .sum())
                            .sum();
            all += size;
            if (size > most) {
                throw SqsError.invalidValue("Message must be shorter than " + most + " bytes.");
            }
        }
        if (all > MOST_OF_A_BATCH) {
            throw SqsError.batchTooLong();
        }
    }

    private static List<JsonNode> messages(SqsCall call) {
        return call.action().equals("SendMessage")
                ? List.of(call.parameters())
                : call.parameters().path("Entries").valueStream().toList();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private void checkCreation(SqsCall call) {
        String name = call.queueName();
        if (name.endsWith(".fifo")) {
            throw SqsError.unsupported("FIFO queues");
        }
        queues.attributes(name).ifPresent(existing -> {
            existing.putAll(kept.of(name));
            call.attributes().forEach((attribute, value) -> {
                if (!same(value, existing.getOrDefault(attribute, ""))) {
                    throw SqsError.queueExists(name);
                }
            });
        });
    }

    private static boolean same(String value, String existing) {
        return value.equals(existing) || Json.parse(loose(value)).equals(Json.parse(loose(existing)));
    }

    /** SQS takes the count of a redrive policy as a number and as text. */
    private static String loose(String value) {
        return value.replaceAll("(\"maxReceiveCount\"\\s*:\\s*)\"(\\d+)\"", "$1$2");
    }

    private void checkMove(SqsCall call) {
        String source = Json.text(call.parameters(), "SourceArn").orElse("");
        if (!queues.exists(source)) {
            throw SqsError.noSuchResource(source);
        }
        // ElasticMQ never answers for another queue.
        if (!queues.isDeadLetterQueue(source)) {
            throw SqsError.invalidValue("Source queue must be configured as a Dead Letter Queue.");
        }
    }
}
