package dev.skein.ecs;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which task of ECS this process is.
 *
 * @param cluster its name or ARN
 * @param task its ARN
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4-fargate.html">Task metadata
 *     endpoint, version 4</a>
 */
record TaskIdentity(String cluster, String task) {
    /** The variable that ECS sets in a task's containers. */
    static final String VARIABLE = "ECS_CONTAINER_METADATA_URI_V4";

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** @throws IOException when the endpoint does not tell */
    static TaskIdentity at(URI endpoint) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint + "/task"))
                .timeout(PATIENCE)
                .build();
        try {
            HttpResponse<String> response = HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .build()
                    .send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode task = JsonMapper.shared().readTree(response.body());
            String cluster = task.path("Cluster").asString("");
            String arn = task.path("TaskARN").asString("");
            if (cluster.isEmpty() || arn.isEmpty()) {
                throw new IOException(
                        "the metadata endpoint names no cluster and task: status " + response.statusCode());
            }
            return new TaskIdentity(cluster, arn);
        } catch (JacksonException e) {
            throw new IOException("the metadata endpoint's answer is no JSON", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
