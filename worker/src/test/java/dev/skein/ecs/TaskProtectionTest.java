package dev.skein.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.skein.ecs.EcsEndpoint.Answer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.EcsClient;

class TaskProtectionTest {
    private final EcsEndpoint endpoint = new EcsEndpoint();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final TaskProtection protection = protection(endpoint.metadata());
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(TaskProtection.class);

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

    @BeforeEach
    void listen() {
        log.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(log);
    }

    @AfterEach
    void close() {
        logger.detachAppender(log);
        logger.setLevel(null);
        endpoint.close();
    }

    @Test
    void names_the_task_and_the_cluster_of_the_metadata() {
        protection.protect();

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

    @ParameterizedTest
    @EnumSource(names = {"DEPLOYMENT_BLOCKED", "TASK_NOT_VALID", "FAULT"})
    void goes_on_without_where_ecs_says_no_tells_it_once_and_asks_again_while_something_is_at_work(Answer no) {
        endpoint.answer(no);
        protection.protect();
        protection.protect();
        assertThat(endpoint.calls()).hasSize(1);
        pass(Duration.ofSeconds(30));
        protection.renew();
        assertThat(endpoint.calls()).hasSize(2);

        endpoint.answer(Answer.GRANTED);
        pass(Duration.ofSeconds(30));
        protection.renew();
        pass(Duration.ofMinutes(19));
        protection.renew();

        assertThat(endpoint.calls()).hasSize(3);
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "ECS does not protect the task from scale-in and deployments; work goes on",
                        "ECS protects the task");
        assertThat(log.list.get(0).getLevel()).isEqualTo(Level.WARN);
    }

    @Test
    void renews_after_a_renewal_that_was_refused_and_gives_up_what_is_left_of_the_first_one() {
        protection.protect();
        pass(Duration.ofMinutes(20));
        endpoint.answer(Answer.DEPLOYMENT_BLOCKED);
        protection.renew();
        assertThat(endpoint.calls()).hasSize(2);

        pass(Duration.ofMinutes(1));
        endpoint.answer(Answer.GRANTED);
        protection.renew();
        protection.release();

        assertThat(wanted()).containsExactly(true, true, true, false);
    }

    @Test
    void asks_again_to_give_it_up_until_it_ends_by_itself() {
        protection.protect();
        endpoint.answer(Answer.FAULT);
        protection.release();
        protection.release();
        pass(Duration.ofSeconds(30));
        protection.release();
        assertThat(wanted()).containsExactly(true, false, false);

        pass(Duration.ofMinutes(60));
        protection.release();
        protection.renew();

        assertThat(endpoint.calls()).hasSize(3);
    }

    @Test
    void gives_up_nothing_where_nothing_was_granted() {
        endpoint.answer(Answer.TASK_NOT_VALID);
        protection.protect();
        pass(Duration.ofMinutes(1));

        protection.release();
        protection.renew();

        assertThat(wanted()).containsExactly(true);
    }

    @Test
    void goes_on_without_where_the_task_is_not_told() {
        TaskProtection elsewhere = protection(URI.create("http://127.0.0.1:1/v4/none"));

        elsewhere.protect();
        elsewhere.release();

        assertThat(endpoint.calls()).isEmpty();
        assertThat(log.list).hasSize(1);
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

    private List<Boolean> wanted() {
        return endpoint.calls().stream()
                .map(call -> call.path("protectionEnabled").asBoolean())
                .toList();
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }
}
