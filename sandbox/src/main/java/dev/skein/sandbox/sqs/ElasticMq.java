package dev.skein.sandbox.sqs;

import dev.skein.sandbox.Account;
import dev.skein.sandbox.http.Json;
import dev.skein.sandbox.http.Request;
import dev.skein.sandbox.http.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.elasticmq.NodeAddress;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** ElasticMQ on a loopback port of its own, reached through the common endpoint. */
final class ElasticMq implements AutoCloseable {
    private static final Duration LONGER_THAN_ANY_LONG_POLL = Duration.ofSeconds(30);

    private final SQSRestServer server;
    private final URI uri;
    private final HttpClient client;

    private ElasticMq(SQSRestServer server, URI uri) {
        this.server = server;
        this.uri = uri;
        this.client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    /** Starts it, giving out queue URLs at the common endpoint. */
    static ElasticMq start(URI endpoint) {
        SQSRestServer server = SQSRestServerBuilder.withInterface("127.0.0.1")
                .withDynamicPort()
                .withServerAddress(new NodeAddress(endpoint.getScheme(), endpoint.getHost(), endpoint.getPort(), ""))
                .withAWSRegion(Account.REGION)
                .withAWSAccountId(Account.ID)
                .start();
        int port = server.waitUntilStarted().localAddress().getPort();
        return new ElasticMq(server, URI.create("http://127.0.0.1:" + port));
    }

    /** Passes a client's request on. */
    Response forward(Request request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri.resolve(request.path()))
                .timeout(LONGER_THAN_ANY_LONG_POLL)
                .method(request.method(), BodyPublishers.ofByteArray(request.body()));
        for (String name : new String[] {"content-type", "x-amz-target", "accept"}) {
            request.header(name).ifPresent(value -> builder.header(name, value));
        }
        return response(send(builder.build()));
    }

    /** Calls an action; an error of ElasticMQ is an answer as well. */
    JsonNode call(String action, ObjectNode parameters) {
        HttpRequest request = HttpRequest.newBuilder(uri.resolve("/"))
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", "AmazonSQS." + action)
                .POST(BodyPublishers.ofString(Json.write(parameters)))
                .build();
        String answer = new String(send(request).body(), StandardCharsets.UTF_8);
        return Json.parse(answer.isEmpty() ? "{}" : answer).orElseGet(Json::object);
    }

    /** Does not wait for it: it would until the last long poll is over, and keeps nothing that could be lost. */
    @Override
    public void close() {
        server.stopAndGetFuture();
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("ElasticMQ does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for ElasticMQ", e);
        }
    }

    private static Response response(HttpResponse<byte[]> answer) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : new String[] {"content-type", "x-amzn-query-error", "x-amzn-requestid"}) {
            answer.headers().firstValue(name).ifPresent(value -> headers.put(name, value));
        }
        return new Response(answer.statusCode(), headers, answer.body());
    }
}
