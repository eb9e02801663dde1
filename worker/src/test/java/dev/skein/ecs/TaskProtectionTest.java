package dev.skein.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.EcsClient;

class TaskProtectionTest {
    private final EcsEndpoint endpoint = new EcsEndpoint();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final TaskProtection protection = protection(endpoint.metadata());

    private TaskProtection protection(URI metadata) {
        return new TaskProtection(metadata, this::client, () -> now);
    }

    private EcsClient client() {
        return EcsClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .region(Region.EU_CENTRAL_1)
                .endpointOverride(endpoint.uri())
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build();
    }

    @AfterEach
    void close() {
        endpoint.close();
    }

    @Test
    void names_the_task_and_the_cluster_of_the_metadata() {
        assertThat(protection.protect()).isTrue();

        assertThat(endpoint.calls()).hasSize(1);
        assertThat(endpoint.calls().get(0).path("cluster").asString()).isEqualTo("skein");
        assertThat(endpoint.calls().get(0).at("/tasks/0").asString()).isEqualTo(EcsEndpoint.TASK);
        assertThat(endpoint.calls().get(0).path("protectionEnabled").asBoolean())
                .isTrue();
        assertThat(endpoint.calls().get(0).path("expiresInMinutes").asInt()).isEqualTo(60);
    }

    @Test
    void asks_once_and_again_before_the_term_is_over() {
        protection.protect();
        protection.protect();
        pass(Duration.ofMinutes(19));
        protection.renew();
        assertThat(endpoint.calls()).hasSize(1);

        pass(Duration.ofMinutes(1));
        protection.renew();

        assertThat(endpoint.calls()).hasSize(2);
    }

    @Test
    void gives_it_up_once() {
        protection.release();
        protection.protect();
        protection.release();
        protection.release();
        protection.renew();

        assertThat(endpoint.calls()).hasSize(2);
        assertThat(endpoint.calls().get(1).path("protectionEnabled").asBoolean())
                .isFalse();
    }

    @Test
    void begins_nothing_while_ecs_refuses_and_asks_again_later() {
        endpoint.answer(EcsEndpoint.Answer.REFUSED);
        assertThat(protection.protect()).isFalse();
        assertThat(protection.protect()).isFalse();
        assertThat(endpoint.calls()).hasSize(1);

        endpoint.answer(EcsEndpoint.Answer.GRANTED);
        pass(Duration.ofSeconds(30));

        assertThat(protection.protect()).isTrue();
    }

    @Test
    void goes_on_without_where_the_call_fails() {
        endpoint.answer(EcsEndpoint.Answer.FAULT);

        assertThat(protection.protect()).isTrue();
        assertThat(protection(URI.create("http://127.0.0.1:1/v4/none")).protect())
                .isTrue();
    }

    @Test
    void is_none_outside_of_ecs() {
        assertThat(TaskProtection.of(Map.of("PATH", "/bin"), this::client)).isSameAs(Guard.NONE);
        assertThat(TaskProtection.of(
                        Map.of(
                                "ECS_CONTAINER_METADATA_URI_V4",
                                endpoint.metadata().toString()),
                        this::client))
                .isInstanceOf(TaskProtection.class);
        assertThat(endpoint.calls()).isEmpty();
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }
}
