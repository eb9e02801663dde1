package dev.skein.ecs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Answers as ECS does: a task's metadata, and the two calls that the worker makes. */
public final class EcsEndpoint implements AutoCloseable {
    static final String TASK = "arn:aws:ecs:eu-central-1:123456789012:task/skein/0123456789abcdef0123456789abcdef";

    /** A service that there is not. */
    public static final String MISSING = "gone";

    private final HttpServer server;
    private final List<JsonNode> calls = new CopyOnWriteArrayList<>();
    private volatile Answer answer = Answer.GRANTED;

    /** What is answered to the call. */
    public enum Answer {
        GRANTED,
        /** More tasks are protected than the service wants to have. */
        DEPLOYMENT_BLOCKED,
        /** The task was started by run-task. */
        TASK_NOT_VALID,
        FAULT
    }

    public EcsEndpoint() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(
                "/v4/abc/task",
                exchange -> send(
                        exchange, 200, "{\"Cluster\":\"skein\",\"TaskARN\":\"" + TASK + "\",\"Family\":\"skein\"}"));
        server.createContext("/", this::call);
        server.start();
    }

    private void call(HttpExchange exchange) throws IOException {
        JsonNode call = JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
        calls.add(call);
        switch (exchange.getRequestHeaders().getFirst("X-Amz-Target")) {
            case "AmazonEC2ContainerServiceV20141113.UpdateTaskProtection" -> protect(exchange);
            case "AmazonEC2ContainerServiceV20141113.UpdateService" -> update(exchange, call);
            default -> send(exchange, 400, "{\"__type\":\"UnknownOperationException\"}");
        }
    }

    private static void update(HttpExchange exchange, JsonNode call) throws IOException {
        if (call.path("service").asString().equals(MISSING)) {
            send(exchange, 400, "{\"__type\":\"ServiceNotFoundException\",\"message\":\"Service not found.\"}");
            return;
        }
        send(
                exchange,
                200,
                "{\"service\":{\"serviceName\":\"api\",\"deployments\":[{\"id\":\"ecs-svc/2\",\"status\":\"PRIMARY\"},"
                        + "{\"id\":\"ecs-svc/1\",\"status\":\"ACTIVE\"}]}}");
    }

    private void protect(HttpExchange exchange) throws IOException {
        switch (answer) {
            case GRANTED ->
                send(
                        exchange,
                        200,
                        "{\"failures\":[],\"protectedTasks\":[{\"taskArn\":\"" + TASK
                                + "\",\"protectionEnabled\":true}]}");
            case DEPLOYMENT_BLOCKED, TASK_NOT_VALID ->
                send(
                        exchange,
                        200,
                        "{\"failures\":[{\"arn\":\"" + TASK + "\",\"reason\":\"" + answer
                                + "\",\"detail\":\"told so\"}],\"protectedTasks\":[]}");
            default -> send(exchange, 400, "{\"__type\":\"AccessDeniedException\",\"message\":\"not authorized\"}");
        }
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    public void answer(Answer next) {
        answer = next;
    }

    /** The services that were to be deployed anew, in order. */
    public List<String> deployed() {
        return calls.stream()
                .filter(call -> call.path("forceNewDeployment").asBoolean(false))
                .map(call -> call.path("cluster").asString() + "/"
                        + call.path("service").asString())
                .toList();
    }

    /** The bodies of the calls until now. */
    public List<JsonNode> calls() {
        return calls;
    }

    /** Of the service. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Of the task's metadata. */
    public URI metadata() {
        return uri().resolve("/v4/abc");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
