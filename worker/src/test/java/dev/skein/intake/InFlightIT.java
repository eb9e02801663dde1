package dev.skein.intake;

import static dev.skein.testing.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.skein.e2e.Surroundings;
import dev.skein.telemetry.QueueReport.Beat;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Messages that are worked on, in a real queue that hides them for two seconds only. */
class InFlightIT {
    private static final Duration VISIBILITY = Duration.ofSeconds(2);

    private SqsClient sqs;
    private String url;
    private MessageQueue queue;

    @BeforeAll
    static void assume() {
        Surroundings.assume();
    }

    @BeforeEach
    void create() {
        Surroundings surroundings = Surroundings.shared();
        sqs = SqsClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .region(Region.of(surroundings.region()))
                .endpointOverride(surroundings.endpoint())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        surroundings.aws().name(), surroundings.aws().secret())))
                .build();
        url = sqs.createQueue(create -> create.queueName("in-flight-" + UUID.randomUUID())
                        .attributes(
                                Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, Long.toString(VISIBILITY.toSeconds()))))
                .queueUrl();
        queue = new MessageQueue(sqs, url);
        queue.send("event", Map.of(Mark.REASON, "x"), Duration.ZERO);
    }

    @AfterEach
    void delete() {
        sqs.deleteQueue(delete -> delete.queueUrl(url));
        sqs.close();
    }

    @Test
    void are_hidden_as_long_as_the_work_takes_and_end_with_it() {
        List<Beat> beats = new CopyOnWriteArrayList<>();
        try (InFlight inFlight = new InFlight(queue, VISIBILITY, InFlight.LONGEST, beats::add)) {
            inFlight.during(receive(), () -> {
                assertThat(inFlight.size()).isEqualTo(1);
                assertThat(queue.receive(1, VISIBILITY.multipliedBy(2))).isEmpty();
            });

            assertThat(inFlight.size()).isZero();
            assertThat(count()).isZero();
            assertThat(beats).isNotEmpty().containsOnly(Beat.KEPT);
        }
    }

    @Test
    void come_back_when_the_work_fails() {
        try (InFlight inFlight = new InFlight(queue, VISIBILITY, InFlight.LONGEST, beat -> {})) {
            assertThatThrownBy(() -> inFlight.during(receive(), () -> {
                        throw new IllegalStateException("broken");
                    }))
                    .hasMessage("broken");

            assertThat(receive().receives()).isEqualTo(2);
        }
    }

    @Test
    void are_found_again_when_they_come_back_meanwhile() {
        try (InFlight inFlight = new InFlight(queue, Duration.ofMinutes(10), InFlight.LONGEST, beat -> {})) {
            QueueMessage message = receive();
            inFlight.during(message, () -> {
                queue.hide(message, Duration.ZERO);
                assertThat(inFlight.isKnown(receive())).isTrue();
            });

            assertThat(inFlight.isKnown(message)).isFalse();
            assertThat(count()).isZero();
        }
    }

    @Test
    void are_replaced_by_a_copy_before_sqs_gives_up_hiding_them() {
        List<Beat> beats = new CopyOnWriteArrayList<>();
        try (InFlight inFlight = new InFlight(queue, VISIBILITY, Duration.ZERO, beats::add)) {
            inFlight.during(
                    receive(),
                    () -> await().atMost(PATIENCE)
                            .until(() -> count(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED) == 1
                                    && beats.contains(Beat.NONE)));

            assertThat(count()).as("the copy alone, which is not ended").isEqualTo(1);
            assertThat(beats).startsWith(Beat.KEPT, Beat.NONE);
        }
    }

    @Test
    void are_given_back_without_the_receive() {
        try (InFlight inFlight = new InFlight(queue, VISIBILITY, InFlight.LONGEST, beat -> {})) {
            inFlight.during(receive(), inFlight::giveBack);

            QueueMessage again = receive();
            assertThat(again.receives()).isEqualTo(1);
            assertThat(again.waits()).isEqualTo(1);
            assertThat(again.mark(Mark.REASON)).contains("x");
        }
    }

    @Test
    void are_let_go_where_the_receipt_is_gone() {
        try (InFlight inFlight = new InFlight(queue, VISIBILITY, InFlight.LONGEST, beat -> {})) {
            QueueMessage message = receive();
            inFlight.during(message, () -> {
                queue.delete(message);
                queue.send("next", Map.of(), Duration.ZERO);
                assertThat(receive().body()).isEqualTo("next");
            });
        }
    }

    private QueueMessage receive() {
        return await().atMost(PATIENCE)
                .until(() -> queue.receive(1, Duration.ofSeconds(1)), messages -> !messages.isEmpty())
                .get(0);
    }

    private int count() {
        return Stream.of(
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED)
                .mapToInt(this::count)
                .sum();
    }

    private int count(QueueAttributeName name) {
        return Integer.parseInt(sqs.getQueueAttributes(get -> get.queueUrl(url).attributeNames(name))
                .attributes()
                .get(name));
    }
}
