package dev.skein.e2e;

import static dev.skein.testing.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skein.intake.Events;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every form in which an upload's event comes, and uploads that are gone. */
class EventIT extends EndToEndTest {
    private static final String KEY = "bundles/orders/orders/1.zip";
    private static final String CREATE = "CREATE TABLE item (id int);";

    @Test
    void applies_what_eventbridge_tells_of() {
        String version = silently(KEY, "1", CREATE);
        stage.worker();

        send(Events.eventBridge(Events.ACCOUNT, stage.bucket, KEY, version), Map.of());

        assertThat(status("1", version)).isEqualTo("APPLIED");
        stage.awaitEmpty(stage.uploads);
    }

    @Test
    void applies_what_a_topic_tells_of_whoever_has_set_attributes() {
        String version = silently(KEY, "1", CREATE);
        stage.worker();
        Map<String, String> ten =
                IntStream.range(0, 7).boxed().collect(Collectors.toMap(i -> "foreign-" + i, i -> "x"));
        ten.putAll(Map.of("skein-first-seen", "yesterday", "skein-waits", "many", "skein-attempt", "-1"));

        send(Events.sns(Events.ACCOUNT, Events.s3(Events.record(stage.bucket, KEY, version))), ten);

        assertThat(status("1", version)).isEqualTo("APPLIED");
        stage.awaitEmpty(stage.uploads);
    }

    @Test
    void gives_each_of_several_objects_its_own_outcome_and_its_own_dead_letter() {
        String bad = silently(KEY, "1", "SELECT 1/0;");
        String good = silently("bundles/orders/orders/2.zip", "2", CREATE);
        stage.worker();

        send(
                Events.s3(
                        Events.record(stage.bucket, KEY, bad),
                        Events.record("another", KEY, "v"),
                        Events.record(stage.bucket, "other/prefix", "v"),
                        Events.record(stage.bucket, "bundles/orders/orders/2.zip", good)),
                Map.of());

        assertThat(status("1", bad)).isIn("REJECTED", "FAILED");
        assertThat(status("2", good)).isEqualTo("APPLIED");
        stage.awaitEmpty(stage.uploads);
        List<String> letters = Stream.generate(
                        () -> stage.take(stage.deadLetters).body())
                .limit(2)
                .toList();
        assertThat(letters)
                .anySatisfy(letter -> assertThat(letter).contains(bad).doesNotContain(good))
                .anySatisfy(letter -> assertThat(letter).contains("another").doesNotContain(good));
        assertThat(stage.counts(stage.deadLetters).values()).containsOnly(0);
    }

    @Test
    void an_upload_whose_version_is_gone_is_rejected_as_missing() {
        String version = silently(KEY, "1", CREATE);
        stage.s3.deleteObject(delete -> delete.bucket(stage.bucket).key(KEY).versionId(version));
        stage.worker();

        send(Events.s3(Events.record(stage.bucket, KEY, version)), Map.of());

        JsonNode outcome = stage.outcome("orders/orders/1/" + version, 1);
        assertThat(outcome.path("status").asString()).isEqualTo("REJECTED");
        assertThat(outcome.at("/problem/code").asString()).isEqualTo("upload-missing");
        assertThat(outcome.at("/problem/message").asString()).contains("404 NoSuchVersion");
        Message letter = stage.take(stage.deadLetters);
        assertThat(Stage.attributes(letter)).containsEntry("skein-reason", "upload-missing");
        stage.awaitEmpty(stage.uploads);
    }

    @Test
    void an_upload_that_is_hidden_or_replaced_is_applied_by_its_version() {
        String first = silently(KEY, "1", CREATE);
        String second = silently(KEY, "1", CREATE);
        String marker = stage.s3
                .deleteObject(delete -> delete.bucket(stage.bucket).key(KEY))
                .versionId();
        stage.worker();

        send(Events.s3(Events.record(stage.bucket, KEY, first)), Map.of());
        assertThat(status("1", first)).isEqualTo("APPLIED");
        send(Events.s3(Events.record(stage.bucket, KEY, second)), Map.of());
        assertThat(status("1", second)).isEqualTo("UNCHANGED");
        send(Events.s3(Events.record(stage.bucket, KEY, marker)), Map.of());

        assertThat(stage.outcome("orders/orders/1/" + marker, 1)
                        .at("/problem/code")
                        .asString())
                .isEqualTo("upload-missing");
        stage.awaitEmpty(stage.uploads);
    }

    @Test
    void an_upload_that_waits_tells_the_log_for_how_many_seconds_by_now() {
        String version = silently(KEY, "1", CREATE);
        stage.environment.put("SKEIN_TARGETS_ORDERS_URL", "jdbc:postgresql://127.0.0.1:1/orders");
        SkeinProcess worker = stage.worker();

        send(
                Events.s3(Events.record(stage.bucket, KEY, version)),
                Map.of(
                        "skein-first-seen",
                        Instant.now().minus(Duration.ofHours(1)).toString()));

        JsonNode line = await().atMost(PATIENCE)
                .until(
                        () -> worker.out()
                                .lines()
                                .filter(text -> text.contains("\"message\":\"waiting\"") && text.endsWith("}"))
                                .map(text -> JsonMapper.shared().readTree(text))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        assertThat(line.path("waitedSeconds").isIntegralNumber())
                .as(line.toString())
                .isTrue();
        assertThat(line.path("waitedSeconds").asLong()).isBetween(3600L, 3600L + PATIENCE.toSeconds());
    }

    private String status(String bundle, String version) {
        return stage.outcome("orders/orders/" + bundle + "/" + version, 1)
                .path("status")
                .asString();
    }

    /** Uploads without a worker hearing of it. */
    private String silently(String key, String bundle, String sql) {
        String version = stage.put(key, stage.bundle(bundle, "V1__create_item.sql", sql));
        while (!stage.take(stage.uploads).body().contains(version)) {
            // A test message of S3's came before.
        }
        return version;
    }

    private void send(String body, Map<String, String> attributes) {
        Map<String, MessageAttributeValue> values = attributes.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        attribute -> MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue(attribute.getValue())
                                .build()));
        stage.sqs.sendMessage(
                send -> send.queueUrl(stage.uploads).messageBody(body).messageAttributes(values));
    }
}
