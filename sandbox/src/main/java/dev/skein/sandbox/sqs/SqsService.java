package dev.skein.sandbox.sqs;

import dev.skein.sandbox.http.Json;
import dev.skein.sandbox.http.Refusal;
import dev.skein.sandbox.http.Request;
import dev.skein.sandbox.http.Response;
import dev.skein.sandbox.http.Service;
import dev.skein.sandbox.http.Xml;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** SQS: ElasticMQ, with a guard in front of it. */
public final class SqsService implements Service, AutoCloseable {
    private final ElasticMq elasticMq;
    private final Queues queues;
    private final KeptAttributes kept = new KeptAttributes();
    private final Guard guard;

    private SqsService(ElasticMq elasticMq, URI endpoint) {
        this.elasticMq = elasticMq;
        this.queues = new Queues(elasticMq, endpoint);
        this.guard = new Guard(queues, kept);
    }

    /** Starts SQS, which gives out queue URLs at that endpoint. */
    public static SqsService start(URI endpoint) {
        return new SqsService(ElasticMq.start(endpoint), endpoint);
    }

    public Queues queues() {
        return queues;
    }

    @Override
    public Response handle(Request request) {
        try {
            SqsCall call = SqsCall.of(request);
            guard.check(call);
            return pass(call);
        } catch (SqsError e) {
            return e.response(request);
        }
    }

    @Override
    public Response refuse(Request request, Refusal refusal) {
        SqsError error = switch (refusal) {
            case ACCESS_DENIED -> SqsError.denied(403, "AccessDenied", refusal.message());
            case UNKNOWN_KEY -> SqsError.denied(403, "InvalidClientTokenId", refusal.message());
            case ANONYMOUS -> SqsError.denied(403, "MissingAuthenticationToken", refusal.message());
            case TOO_LARGE -> SqsError.denied(413, "RequestEntityTooLarge", refusal.message());
            case FAULT -> SqsError.denied(500, "InternalFailure", refusal.message());
        };
        return error.response(request);
    }

    @Override
    public void close() {
        elasticMq.close();
    }

    private Response pass(SqsCall call) {
        return switch (call.action()) {
            case "CreateQueue", "SetQueueAttributes" -> setAttributes(call);
            case "GetQueueAttributes" -> addKept(call, elasticMq.forward(call.request()));
            case "DeleteQueue" -> {
                kept.forget(call.queueName());
                yield elasticMq.forward(call.request());
            }
            default -> elasticMq.forward(call.request());
        };
    }

    private Response setAttributes(SqsCall call) {
        Map<String, String> given = call.attributes();
        Map<String, String> passed = new LinkedHashMap<>(given);
        passed.keySet().removeAll(KeptAttributes.NAMES);
        Response response = elasticMq.forward(given.isEmpty() ? call.request() : call.withAttributes(passed));
        if (response.status() == 200) {
            kept.put(call.queueName(), given);
        }
        return response;
    }

    private Response addKept(SqsCall call, Response response) {
        Set<String> names = call.parameters()
                .path("AttributeNames")
                .valueStream()
                .map(JsonNode::asString)
                .collect(Collectors.toSet());
        Map<String, String> wanted = kept.of(call.queueName());
        if (!names.contains("All")) {
            wanted.keySet().retainAll(names);
        }
        if (response.status() != 200 || wanted.isEmpty()) {
            return response;
        }
        String text = new String(response.body(), StandardCharsets.UTF_8);
        return withText(response, call.isJson() ? addToJson(text, wanted) : addToXml(text, wanted));
    }

    private static String addToJson(String text, Map<String, String> attributes) {
        ObjectNode answer = Json.parseObject(text).orElseGet(Json::object);
        ObjectNode node = answer.withObjectProperty("Attributes");
        attributes.forEach(node::put);
        return Json.write(answer);
    }

    private static String addToXml(String text, Map<String, String> attributes) {
        Xml added = Xml.fragment();
        attributes.forEach((name, value) ->
                added.element("Attribute", Xml.fragment().element("Name", name).element("Value", value)));
        return text.replace("</GetQueueAttributesResult>", added.text() + "</GetQueueAttributesResult>");
    }

    private static Response withText(Response response, String text) {
        return new Response(response.status(), response.headers(), text.getBytes(StandardCharsets.UTF_8));
    }
}
