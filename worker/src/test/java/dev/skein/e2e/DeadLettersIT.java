package dev.skein.e2e;

import static dev.skein.testing.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What failed, who sees it, and how it goes back. */
class DeadLettersIT extends EndToEndTest {
    private static final String CREATE = "CREATE TABLE item (id int PRIMARY KEY);";

    @Test
    void an_empty_queue_is_said_in_words() {
        stage.worker();

        var none = stage.skein("dead-letters");
        var nothing = stage.skein("redrive", "--all");

        assertThat(none.exitCode()).as(none.toString()).isZero();
        assertThat(none.out()).isEqualTo("No dead letter waits." + System.lineSeparator());
        assertThat(nothing.exitCode()).isZero();
        assertThat(nothing.out()).contains("Nothing was sent back: no dead letter of such an upload waits.");
    }

    @Test
    void redrive_wants_to_be_told_what() {
        var bare = stage.skein("redrive");
        var both = stage.skein("redrive", "--all", "--target", "orders");
        var pointless = stage.skein("redrive", "--all", "--dry-run", "--wait");

        assertThat(bare.exitCode()).isEqualTo(2);
        assertThat(bare.err()).contains("--run", "--target", "--all");
        assertThat(both.exitCode()).isEqualTo(2);
        assertThat(pointless.exitCode()).isEqualTo(2);
        assertThat(pointless.err()).contains("--dry-run");
    }

    @Test
    void a_failed_run_is_listed_with_its_reason_and_outcome_and_each_redrive_leaves_a_trail() {
        stage.worker();
        String run = failingRun("1");

        var table = stage.skein("dead-letters");
        var others = stage.skein("dead-letters", "--target", "billing");
        var dry = stage.skein("redrive", "--run", run, "--dry-run");
        var redriven = stage.skein("redrive", "--run", run, "--wait", "--json");
        awaitLetters(1);
        JsonNode list = letters("orders");

        assertThat(table.exitCode()).as(table.toString()).isZero();
        assertThat(table.out().lines().toList().get(0)).matches("AGE +REASON +TARGET +BUNDLE +REDRIVEN +RUN");
        assertThat(table.out().lines().toList().get(1))
                .matches("\\d+ (s|min) +dry-run-failed +orders +orders 1 +0 +" + run.replace("/", "\\/")
                        + ", attempt 1");
        assertThat(table.out()).contains("  outcome runs/" + run + "/1/outcome.json", "1 dead letter");
        assertThat(others.out()).startsWith("No dead letter waits.");
        assertThat(dry.exitCode()).isZero();
        assertThat(dry.out()).startsWith("WOULD REDRIVE  " + run + ", attempt 2");
        assertThat(redriven.exitCode()).isEqualTo(10);
        JsonNode document = JsonMapper.shared().readTree(redriven.out());
        assertThat(document.at("/redriven/0/attempt").asInt()).isEqualTo(2);
        assertThat(document.at("/outcomes/0/attempt").asInt()).isEqualTo(2);
        assertThat(list.at("/letters/0/attempt").asInt()).isEqualTo(2);
        assertThat(list.at("/letters/0/redriven").asInt()).isEqualTo(1);
        assertThat(list.at("/letters/0/trail/0/reason").asString()).isEqualTo("dry-run-failed");
        assertThat(list.at("/letters/0/trail/0/attempt").asInt()).isEqualTo(1);
        assertThat(list.at("/letters/0/outcome").asString()).isEqualTo("runs/" + run + "/2/outcome.json");
    }

    @Test
    void what_sqs_moved_is_recognised_and_sent_back_by_the_run_that_its_event_names() {
        String version = stage.put("bundles/orders/orders/1.zip", stage.bundle("1", "V1__create.sql", CREATE));
        String run = "orders/orders/1/" + version;
        await().atMost(PATIENCE).until(() -> {
            stage.sqs.receiveMessage(receive ->
                    receive.queueUrl(stage.uploads).maxNumberOfMessages(10).visibilityTimeout(0));
            return visible(stage.deadLetters) == 2;
        });
        stage.worker();

        JsonNode list = letters("orders");
        JsonNode all = letters("_all");
        var redriven = stage.skein("redrive", "--run", run, "--wait");

        assertThat(list.path("count").asInt()).isEqualTo(1);
        assertThat(list.at("/letters/0/reason").asString()).isEqualTo("moved-by-queue");
        assertThat(list.at("/letters/0/run").asString()).isEqualTo(run);
        assertThat(list.at("/letters/0/bundle/version").asString()).isEqualTo("1");
        assertThat(list.at("/letters/0/outcome").isMissingNode()).isTrue();
        assertThat(all.path("count").asInt()).as("with S3's test of the queue").isEqualTo(2);
        assertThat(redriven.exitCode()).as(redriven.toString()).isZero();
        assertThat(redriven.out()).contains("REDRIVEN  " + run + ", attempt 1", "APPLIED");
    }

    @Test
    void what_is_no_upload_of_this_bucket_is_listed_without_its_body_and_never_sent_back() {
        stage.worker();
        send("no json, \u202e but a secret row", "unreadable-message\u202e");
        send(event(stage.bucket, "requests/orders/cancel/x1.json"), "");
        send(event("another", "bundles/orders/orders/1.zip"), "foreign-bucket");
        send(event(stage.bucket, "bundles/orders/orders/2.zip"), "foreign-account");
        send(event(stage.bucket, "bundles/orders/1.zip"), "unroutable-key");

        var table = stage.skein("dead-letters");
        JsonNode all = letters("_all");
        JsonNode orders = letters("orders");
        var redriven = stage.skein("redrive", "--all");

        assertThat(table.exitCode()).as(table.toString()).isZero();
        assertThat(table.out())
                .contains("(other) message", "(request) message", "(foreign) message", "_unroutable/v1", "\\u202e")
                .doesNotContain("secret row", "\u202e");
        assertThat(all.path("letters")
                        .valueStream()
                        .map(letter -> letter.path("kind").asString()))
                .containsExactlyInAnyOrder("other", "request", "foreign", "foreign", "unroutable");
        assertThat(orders.path("letters")
                        .valueStream()
                        .map(letter -> letter.path("kind").asString()))
                .containsExactly("request");
        assertThat(orders.at("/letters/0/reason").asString()).isEqualTo("moved-by-queue");
        assertThat(redriven.out()).contains("Nothing was sent back");
        assertThat(visible(stage.deadLetters)).isEqualTo(5);
    }

    @Test
    void redrives_of_a_target_leave_the_others_alone() {
        stage.environment.put("SKEIN_TARGETS_BILLING_URL", "jdbc:postgresql://127.0.0.1:1/x");
        stage.environment.put("SKEIN_TARGETS_BILLING_USER", "x");
        stage.worker();
        String one = "orders/orders/1/" + stage.put("bundles/orders/orders/1.zip", "no zip");
        String two = "orders/orders/2/" + stage.put("bundles/orders/orders/2.zip", "no zip");
        String other = "billing/billing/1/" + stage.put("bundles/billing/billing/1.zip", "no zip");
        awaitLetters(3);

        stage.put("requests/orders/redrive/1.json", "{}");

        JsonNode answer = stage.awaitObject("answers/orders/redrive/1/answer.json");
        assertThat(answer.path("redriven")
                        .valueStream()
                        .map(run -> run.path("run").asString()))
                .containsExactlyInAnyOrder(one, two);
        stage.outcome(one, 2);
        stage.outcome(two, 2);
        awaitLetters(3);
        assertThat(stage.object("runs/" + other + "/2/outcome.json").isMissingNode())
                .isTrue();
    }

    @Test
    void a_request_that_is_vague_about_what_to_redrive_does_nothing() {
        stage.worker();
        failingRun("1");

        stage.put("requests/orders/redrive/1.json", "{\"run\":null}");
        stage.put("requests/orders/redrive/2.json", "{\"dryRun\":\"yes\"}");
        stage.put("requests/_all/redrive/3.json", "{\"run\":\"orders/orders/1/v\"}");

        for (String key : List.of("orders/redrive/1", "orders/redrive/2", "_all/redrive/3")) {
            assertThat(stage.awaitObject("answers/" + key + "/answer.json")
                            .at("/problem/code")
                            .asString())
                    .isEqualTo("malformed-request");
        }
        assertThat(visible(stage.deadLetters)).isEqualTo(1);
    }

    @Test
    void two_redrives_of_one_run_by_two_workers_make_one_attempt() {
        stage.worker();
        stage.worker();
        String run = failingRun("1");
        Message letter = stage.take(stage.deadLetters);
        send(letter, 6);

        stage.put("requests/orders/redrive/1.json", "{\"run\":\"" + run + "\"}");
        stage.put("requests/orders/redrive/2.json", "{\"run\":\"" + run + "\"}");

        stage.awaitObject("answers/orders/redrive/1/answer.json");
        stage.awaitObject("answers/orders/redrive/2/answer.json");
        stage.outcome(run, 2);
        stage.awaitEmpty(stage.uploads);
        await().atMost(PATIENCE).until(() -> visible(stage.deadLetters) > 0);
        assertThat(letters("orders")
                        .path("letters")
                        .valueStream()
                        .map(found -> found.path("attempt").asInt()))
                .isNotEmpty()
                .containsOnly(2);
        assertThat(stage.object("runs/" + run + "/3/outcome.json").isMissingNode())
                .isTrue();
    }

    @Test
    void a_redriven_run_whose_object_version_is_gone_ends_with_an_outcome() {
        stage.worker();
        String run = failingRun("1");
        stage.s3.deleteObject(delete -> delete.bucket(stage.bucket)
                .key("bundles/orders/orders/1.zip")
                .versionId(run.substring(run.lastIndexOf('/') + 1)));
        stage.put("bundles/orders/orders/1.zip", stage.bundle("1", "V1__create.sql", CREATE));

        stage.put("requests/orders/redrive/1.json", "{\"run\":\"" + run + "\"}");

        JsonNode outcome = stage.outcome(run, 2);
        assertThat(outcome.path("status").asString()).isEqualTo("REJECTED");
        assertThat(outcome.at("/problem/code").asString()).isEqualTo("upload-missing");
        stage.awaitEmpty(stage.uploads);
    }

    @Test
    void a_run_that_was_sent_back_past_skein_can_be_cancelled_and_one_whose_letter_waits_cannot() {
        String run = "orders/orders/1/"
                + stage.put("bundles/orders/orders/1.zip", stage.bundle("1", "V1__create.sql", CREATE));
        String event = await().atMost(PATIENCE)
                .until(() -> stage.take(stage.uploads).body(), body -> body.contains("Records"));
        stage.put(
                "runs/" + run + "/1/outcome.json",
                "{\"schema\":\"skein.outcome/1\",\"runId\":\"" + run + "\",\"attempt\":1,\"status\":\"FAILED\","
                        + "\"problem\":{\"code\":\"worker-died\"},\"finishedAt\":\""
                        + Instant.now().minus(Duration.ofHours(1)) + "\"}");
        stage.sqs.sendMessage(send -> send.queueUrl(stage.deadLetters)
                .messageBody(event)
                .messageAttributes(Map.of("skein-reason", text("worker-died"), "skein-attempt", text("1"))));
        stage.worker();

        stage.put("requests/orders/cancel/1.json", "{\"run\":\"" + run + "\"}");
        JsonNode refused = stage.awaitObject("answers/orders/cancel/1/answer.json");
        Message letter = stage.take(stage.deadLetters);
        stage.put("requests/orders/cancel/2.json", "{\"run\":\"" + run + "\"}");
        JsonNode accepted = stage.awaitObject("answers/orders/cancel/2/answer.json");
        // SQS's own redrive moves message and attributes as they are.
        stage.sqs.sendMessage(send ->
                send.queueUrl(stage.uploads).messageBody(letter.body()).messageAttributes(letter.messageAttributes()));

        assertThat(refused.at("/problem/code").asString()).isEqualTo("not-running");
        assertThat(accepted.at("/cancelling/attempt").asInt()).isEqualTo(2);
        assertThat(stage.outcome(run, 2).path("status").asString()).isEqualTo("CANCELLED");
        assertThat(stage.sql("SELECT to_regclass('item') IS NULL")).containsExactly("t");
    }

    private String failingRun(String version) {
        String run = "orders/orders/" + version + "/"
                + stage.put(
                        "bundles/orders/orders/" + version + ".zip",
                        stage.bundle(version, "V1__bad.sql", "SELECT 1/0;"));
        stage.outcome(run, 1);
        awaitLetters(1);
        return run;
    }

    /** Asks as the command line does; the answer lies in the bucket. */
    private JsonNode letters(String target) {
        String id = "list-" + System.nanoTime();
        stage.put("requests/" + target + "/dead-letters/" + id + ".json", "{}");
        return stage.awaitObject("answers/" + target + "/dead-letters/" + id + "/answer.json");
    }

    private void awaitLetters(int count) {
        await().atMost(PATIENCE).until(() -> visible(stage.deadLetters) == count);
    }

    private int visible(String queue) {
        return stage.counts(queue).getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, 0);
    }

    private void send(Message letter, int times) {
        for (int i = 0; i < times; i++) {
            stage.sqs.sendMessage(send -> send.queueUrl(stage.deadLetters)
                    .messageBody(letter.body())
                    .messageAttributes(letter.messageAttributes()));
        }
    }

    private void send(String body, String reason) {
        Map<String, MessageAttributeValue> attributes = new HashMap<>();
        if (!reason.isEmpty()) {
            attributes.put("skein-reason", text(reason));
        }
        stage.sqs.sendMessage(
                send -> send.queueUrl(stage.deadLetters).messageBody(body).messageAttributes(attributes));
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }

    private static String event(String bucket, String key) {
        return "{\"Records\":[{\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"bucket\":{\"name\":\"" + bucket
                + "\"},\"object\":{\"key\":\"" + key + "\",\"versionId\":\"v1\"}}}]}";
    }
}
