package dev.skein.sandbox.sqs;

import dev.skein.sandbox.Account;
import dev.skein.sandbox.http.Json;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The queues as the other services of the sandbox reach them. */
public final class Queues {
    private static final String ARN_PREFIX = "arn:aws:sqs:" + Account.REGION + ":" + Account.ID + ":";

    private final ElasticMq elasticMq;
    private final URI endpoint;

    Queues(ElasticMq elasticMq, URI endpoint) {
        this.elasticMq = elasticMq;
        this.endpoint = endpoint;
    }

    public boolean exists(String arn) {
        return arn.startsWith(ARN_PREFIX)
                && elasticMq
                        .call("GetQueueUrl", Json.object().put("QueueName", nameOf(arn)))
                        .has("QueueUrl");
    }

    /** Sends a message. Throws {@link IllegalStateException} where the queue does not take it. */
    public void send(String arn, String body, Map<String, MessageAttribute> attributes) {
        ObjectNode message = Json.object().put("QueueUrl", url(nameOf(arn))).put("MessageBody", body);
        if (!attributes.isEmpty()) {
            ObjectNode node = message.putObject("MessageAttributes");
            attributes.forEach((name, attribute) -> node.putObject(name)
                    .put("DataType", attribute.dataType())
                    .put(attribute.isBinary() ? "BinaryValue" : "StringValue", attribute.value()));
        }
        JsonNode answer = elasticMq.call("SendMessage", message);
        if (!answer.has("MessageId")) {
            throw new IllegalStateException("The queue " + arn + " does not take a message: " + Json.write(answer));
        }
    }

    /** All attributes that ElasticMQ has of a queue; empty where there is no such queue. */
    Optional<Map<String, String>> attributes(String name) {
        ObjectNode parameters = Json.object().put("QueueUrl", url(name));
        parameters.putArray("AttributeNames").add("All");
        return elasticMq
                .call("GetQueueAttributes", parameters)
                .optional("Attributes")
                .map(node -> {
                    Map<String, String> attributes = new LinkedHashMap<>();
                    node.properties()
                            .forEach(entry -> attributes.put(
                                    entry.getKey(), entry.getValue().asString()));
                    return attributes;
                });
    }

    /** Whether some queue names this one in its redrive policy. */
    boolean isDeadLetterQueue(String arn) {
        ObjectNode parameters = Json.object().put("QueueUrl", url(nameOf(arn)));
        JsonNode answer = elasticMq.call("ListDeadLetterSourceQueues", parameters);
        return answer.path("queueUrls").size() > 0;
    }

    String url(String name) {
        return endpoint + "/" + Account.ID + "/" + name;
    }

    static String nameOf(String arnOrUrl) {
        return arnOrUrl.substring(Math.max(arnOrUrl.lastIndexOf(':'), arnOrUrl.lastIndexOf('/')) + 1);
    }
}
