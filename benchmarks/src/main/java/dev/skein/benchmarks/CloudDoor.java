package dev.skein.benchmarks;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * S3 and SQS of a sandbox as a client without an SDK uses them, which takes little of the machine that is measured. The sandbox looks
 * at who signed, and not at the signature.
 */
final class CloudDoor {
    private static final int OK = 200;
    private static final int MISSING = 404;
    private static final Pattern KEY = Pattern.compile("<Key>([^<]*)</Key>");
    private static final Pattern NEXT = Pattern.compile("<NextContinuationToken>([^<]*)</NextContinuationToken>");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String endpoint;
    private final String accessKey;
    private final String bucket;

    CloudDoor(int port, String accessKey, String bucket) {
        this.endpoint = "http://127.0.0.1:" + port;
        this.accessKey = accessKey;
        this.bucket = bucket;
    }

    /** Puts an object; returns the id of its version. */
    String put(String key, Path file) throws IOException {
        HttpResponse<byte[]> answer = send(object(key).PUT(BodyPublishers.ofFile(file)));
        require(answer, key);
        return answer.headers().firstValue("x-amz-version-id").orElseThrow();
    }

    boolean isThere(String key) throws IOException {
        HttpResponse<byte[]> answer = send(object(key).method("HEAD", BodyPublishers.noBody()));
        if (answer.statusCode() != MISSING) {
            require(answer, key);
        }
        return answer.statusCode() == OK;
    }

    JsonNode json(String key) throws IOException {
        HttpResponse<byte[]> answer = send(object(key).GET());
        require(answer, key);
        return JsonMapper.shared().readTree(answer.body());
    }

    /** The keys with a prefix; keys with characters that XML or URLs escape are not used here. */
    List<String> keys(String prefix) throws IOException {
        List<String> keys = new ArrayList<>();
        String page = "?list-type=2&prefix=" + prefix;
        while (!page.isEmpty()) {
            HttpResponse<byte[]> answer =
                    send(request("s3", "/" + bucket + page).GET());
            require(answer, prefix);
            String xml = new String(answer.body(), StandardCharsets.UTF_8);
            keys.addAll(KEY.matcher(xml).results().map(found -> found.group(1)).toList());
            page = NEXT.matcher(xml)
                    .results()
                    .findFirst()
                    .map(token -> "?list-type=2&prefix=" + prefix + "&continuation-token=" + token.group(1))
                    .orElse("");
        }
        return keys;
    }

    /** Messages in a queue: visible, being worked on, and delayed. */
    int depth(String queue) throws IOException {
        HttpResponse<byte[]> answer = send(request("sqs", "/")
                .header("X-Amz-Target", "AmazonSQS.GetQueueAttributes")
                .header("Content-Type", "application/x-amz-json-1.0")
                .POST(BodyPublishers.ofString("{\"QueueUrl\":\"" + queue + "\",\"AttributeNames\":[\"All\"]}")));
        require(answer, queue);
        JsonNode attributes = JsonMapper.shared().readTree(answer.body()).path("Attributes");
        return List.of("", "NotVisible", "Delayed").stream()
                .mapToInt(kind -> Integer.parseInt(
                        attributes.path("ApproximateNumberOfMessages" + kind).asString()))
                .sum();
    }

    private HttpRequest.Builder object(String key) {
        return request("s3", "/" + bucket + "/" + key);
    }

    private HttpRequest.Builder request(String service, String path) {
        return HttpRequest.newBuilder(URI.create(endpoint + path))
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=" + accessKey + "/20260101/eu-central-1/" + service
                                + "/aws4_request, SignedHeaders=host, Signature=0");
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private static void require(HttpResponse<byte[]> answer, String what) throws IOException {
        if (answer.statusCode() != OK) {
            throw new IOException(
                    what + ": " + answer.statusCode() + " " + new String(answer.body(), StandardCharsets.UTF_8));
        }
    }
}
