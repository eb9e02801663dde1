package dev.skein.sandbox.sqs;

import dev.skein.sandbox.http.Json;
import dev.skein.sandbox.http.Query;
import dev.skein.sandbox.http.Request;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A request to SQS in one form, whichever of its two protocols it came in: JSON, or the older query form. */
record SqsCall(String action, ObjectNode parameters, Request request) {
    // Attribute.1.Name, SendMessageBatchRequestEntry.2.DelaySeconds and so on.
    private static final Pattern INDEXED = Pattern.compile("([A-Za-z]+)\\.(\\d+)(?:\\.(.+))?");

    static SqsCall of(Request request) {
        Optional<String> target = request.header("x-amz-target");
        if (target.isPresent()) {
            ObjectNode parameters = Json.parseObject(request.bodyText())
                    .orElseThrow(() -> SqsError.invalidValue("The body is no JSON object."));
            return new SqsCall(target.get().replaceFirst(".*\\.", ""), parameters, request);
        }
        Query form = request.form();
        return new SqsCall(form.get("Action").orElse(""), fromForm(form), request);
    }

    boolean isJson() {
        return request.header("x-amz-target").isPresent();
    }

    /** The queue's name, from its URL or from the path. */
    String queueName() {
        return Json.text(parameters, "QueueUrl")
                .or(() -> Json.text(parameters, "QueueName"))
                .map(Queues::nameOf)
                .orElseGet(() -> Queues.nameOf(request.path()));
    }

    /** The attributes that the call sets on a queue. */
    Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        JsonNode node = parameters.path("Attributes");
        node.properties()
                .forEach(
                        entry -> attributes.put(entry.getKey(), entry.getValue().asString()));
        return attributes;
    }

    /** The same request with these attributes of the queue instead of its own. */
    Request withAttributes(Map<String, String> attributes) {
        return isJson() ? withBody(jsonBody(attributes)) : withBody(formBody(attributes));
    }

    private String jsonBody(Map<String, String> attributes) {
        ObjectNode copy = parameters.deepCopy();
        ObjectNode node = copy.putObject("Attributes");
        attributes.forEach(node::put);
        return Json.write(copy);
    }

    private String formBody(Map<String, String> attributes) {
        Map<String, String> fields = new LinkedHashMap<>(request.form().values());
        fields.keySet().removeIf(name -> name.startsWith("Attribute."));
        int index = 0;
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            index++;
            fields.put("Attribute." + index + ".Name", attribute.getKey());
            fields.put("Attribute." + index + ".Value", attribute.getValue());
        }
        return fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private Request withBody(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new Request(request.method(), request.path(), request.query(), request.headers(), bytes);
    }

    private static ObjectNode fromForm(Query form) {
        ObjectNode parameters = Json.object();
        Map<String, ObjectNode> entries = new LinkedHashMap<>();
        form.values().forEach((name, value) -> {
            Matcher indexed = INDEXED.matcher(name);
            if (!indexed.matches()) {
                parameters.put(name, value);
            } else if (indexed.group(3) == null) {
                parameters.withArrayProperty(indexed.group(1) + "s").add(value);
            } else {
                entries.computeIfAbsent(indexed.group(1) + "." + indexed.group(2), key -> Json.object())
                        .put(indexed.group(3), value);
            }
        });
        entries.forEach((name, entry) -> place(parameters, name, entry));
        return parameters;
    }

    private static void place(ObjectNode parameters, String name, ObjectNode entry) {
        if (name.startsWith("Attribute.")) {
            parameters
                    .withObjectProperty("Attributes")
                    .put(entry.path("Name").asString(""), entry.path("Value").asString(""));
        } else if (name.contains("Batch")) {
            parameters.withArrayProperty("Entries").add(entry);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
