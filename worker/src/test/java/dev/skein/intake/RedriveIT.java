package dev.skein.intake;

import static dev.skein.testing.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skein.e2e.Stage;
import dev.skein.e2e.Surroundings;
import dev.skein.telemetry.Telemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What leaves the dead-letter queue, and what stays. */
class RedriveIT {

    private Stage stage;
    private MessageQueue letters;
    private MessageQueue uploads;
    private DeadLetters deadLetters;

    @BeforeAll
    static void assumeSurroundings() {
        Surroundings.assume();
    }

    @BeforeEach
    void setUp() {
        stage = new Stage();
        letters = new MessageQueue(stage.sqs, stage.deadLetters);
        uploads = new MessageQueue(stage.sqs, stage.uploads);
        deadLetters = new DeadLetters(letters, Telemetry.NONE);
        // S3's test of its notification.
        drain(uploads);
    }

    @AfterEach
    void tearDown() {
        stage.close();
    }

    @Test
    void sends_back_what_is_wanted_and_shows_the_rest_to_everybody_again() {
        for (int i = 0; i < 25; i++) {
            deadLetters.add(event("bundles/orders/orders/" + i + ".zip"), failed(1));
        }
        deadLetters.add("not json", Map.of(Mark.REASON, "unreadable-message"));
        deadLetters.add(event("requests/orders/plan/1.json"), Map.of());

        Redrive.Result result = redrive(object -> object.key().matches("bundles/orders/orders/[0-4]\\.zip"));

        assertThat(result.sent())
                .extracting(sent -> sent.object().key())
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 5)
                        .mapToObj(i -> "bundles/orders/orders/" + i + ".zip")
                        .toList());
        assertThat(result.sent()).extracting(Redrive.Sent::attempt).containsOnly(2);
        assertThat(visible(stage.deadLetters)).isEqualTo(22);
        assertThat(drain(uploads)).hasSize(5);
    }

    @Test
    void a_preview_says_the_same_and_changes_nothing() {
        deadLetters.add(event("bundles/orders/orders/1.zip"), failed(1));
        deadLetters.add(event("bundles/orders/orders/1.zip"), failed(1));

        Redrive.Result preview;
        try (OpenLetters open = deadLetters.open()) {
            preview = new Redrive(open.receive(), (letter, object) -> isUpload(object)).preview();
        }

        assertThat(visible(stage.deadLetters)).isEqualTo(2);
        assertThat(visible(stage.uploads)).isZero();
        assertThat(redrive(RedriveIT::isUpload)).isEqualTo(preview);
        assertThat(preview.duplicates()).isEqualTo(1);
    }

    @Test
    void of_several_letters_of_a_run_the_one_that_asks_for_the_latest_attempt_goes_back_and_the_others_end() {
        String event = event("bundles/orders/orders/1.zip");
        deadLetters.add(event, failed(1));
        deadLetters.add(event, failed(3));
        deadLetters.add(event, failed(2));
        deadLetters.add(event, failed(3));

        Redrive.Result result = redrive(RedriveIT::isUpload);

        assertThat(result.sent()).extracting(Redrive.Sent::attempt).containsExactly(4);
        assertThat(result.duplicates()).isEqualTo(3);
        assertThat(visible(stage.deadLetters)).isZero();
        assertThat(drain(uploads)).extracting(QueueMessage::attempt).containsExactly(4);
    }

    @Test
    void two_at_the_same_time_lose_nothing_and_begin_no_attempt_but_the_next() {
        for (int i = 0; i < 120; i++) {
            deadLetters.add(event("bundles/orders/orders/" + i % 60 + ".zip"), failed(1));
        }
        DeadLetters elsewhere = new DeadLetters(letters, Telemetry.NONE);

        CompletableFuture<Redrive.Result> other =
                CompletableFuture.supplyAsync(() -> redrive(elsewhere, RedriveIT::isUpload));
        redrive(RedriveIT::isUpload);
        other.join();

        await().atMost(PATIENCE)
                .until(() -> stage.counts(stage.deadLetters).values().stream().allMatch(count -> count == 0));
        Map<String, Integer> attempts = new HashMap<>();
        drain(uploads).forEach(message -> attempts.put(message.body(), message.attempt()));
        assertThat(attempts).hasSize(60);
        assertThat(attempts.values()).containsOnly(2);
    }

    @Test
    void what_shares_a_message_with_a_wanted_object_becomes_a_letter_of_its_own() {
        String one = record("bundles/orders/orders/1.zip");
        String other = record("bundles/billing/billing/1.zip");
        stage.sqs.sendMessage(
                send -> send.queueUrl(stage.deadLetters).messageBody("{\"Records\":[" + one + "," + other + "]}"));

        redrive(object -> object.key().startsWith("bundles/orders/"));

        assertThat(drain(uploads))
                .flatExtracting(message -> Envelope.read(message.body()).objects())
                .extracting(ObjectVersion::key)
                .containsExactly("bundles/orders/orders/1.zip");
        try (OpenLetters open = deadLetters.open()) {
            List<Letter> left = open.receive();
            assertThat(left)
                    .flatExtracting(Letter::objects)
                    .extracting(ObjectVersion::key)
                    .containsExactly("bundles/billing/billing/1.zip");
            assertThat(left).extracting(Letter::reason).containsExactly("moved-by-queue");
        }
    }

    @Test
    void what_sqs_itself_moved_asks_for_the_same_attempt_again_and_says_so_in_its_trail() {
        String event = event("bundles/orders/orders/1.zip");
        uploads.send(event, failed(1), Duration.ZERO);
        await().atMost(PATIENCE).until(() -> {
            uploads.receive(1, Duration.ZERO, Duration.ZERO);
            return visible(stage.deadLetters) == 1;
        });

        Letter letter;
        try (OpenLetters open = deadLetters.open()) {
            letter = open.receive().get(0);
        }
        redrive(RedriveIT::isUpload);

        assertThat(letter.reason()).isEqualTo("moved-by-queue");
        assertThat(letter.attempt()).isEqualTo(2);
        QueueMessage back = drain(uploads).get(0);
        assertThat(back.attempt()).isEqualTo(2);
        assertThat(back.mark(Mark.TRAIL).orElse("")).startsWith("2:moved-by-queue@");
    }

    @Test
    void the_trail_grows_with_each_redrive_and_forgets_the_oldest() {
        deadLetters.add(event("bundles/orders/orders/1.zip"), failed(1));
        for (int attempt = 1; attempt <= 12; attempt++) {
            redrive(RedriveIT::isUpload);
            QueueMessage back = drain(uploads).get(0);
            Map<Mark, String> marks = new HashMap<>(back.marks());
            marks.put(Mark.ATTEMPT, Integer.toString(attempt + 1));
            deadLetters.add(back.body(), marks);
        }

        try (OpenLetters open = deadLetters.open()) {
            Letter letter = open.receive().get(0);
            assertThat(letter.trail().entries())
                    .extracting(Trail.Entry::attempt)
                    .containsExactly(3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
            assertThat(letter.attempt()).isEqualTo(13);
        }
    }

    private Redrive.Result redrive(Predicate<ObjectVersion> wanted) {
        return redrive(deadLetters, wanted);
    }

    private Redrive.Result redrive(DeadLetters from, Predicate<ObjectVersion> wanted) {
        try (OpenLetters open = from.open()) {
            return new Redrive(open.receive(), (letter, object) -> wanted.test(object)).send(open, uploads, from);
        }
    }

    private static List<QueueMessage> drain(MessageQueue queue) {
        List<QueueMessage> all = new ArrayList<>();
        for (int empty = 0; empty < 2; ) {
            List<QueueMessage> batch = queue.receive(10, Duration.ofSeconds(1));
            batch.forEach(queue::delete);
            all.addAll(batch.stream()
                    .filter(message -> message.body().contains("Records"))
                    .toList());
            empty = batch.isEmpty() ? empty + 1 : 0;
        }
        return all;
    }

    private int visible(String queue) {
        return stage.counts(queue).getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, 0);
    }

    private static boolean isUpload(ObjectVersion object) {
        return object.key().startsWith("bundles/");
    }

    private static Map<Mark, String> failed(int attempt) {
        return Map.of(Mark.REASON, "statement-failed", Mark.ATTEMPT, Integer.toString(attempt));
    }

    private static String event(String key) {
        return "{\"Records\":[" + record(key) + "]}";
    }

    private static String record(String key) {
        return "{\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"bucket\":{\"name\":\"b\"},\"object\":{\"key\":\"" + key
                + "\",\"versionId\":\"v1\"}}}";
    }
}
