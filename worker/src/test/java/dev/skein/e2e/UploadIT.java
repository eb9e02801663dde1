package dev.skein.e2e;

import static dev.skein.testing.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From the upload to the outcome. */
class UploadIT extends EndToEndTest {
    private static final String CREATE = "CREATE TABLE item (id int PRIMARY KEY, label text);";

    @Test
    void applies_an_upload_and_tells_everybody() {
        stage.worker();
        Path bundle = stage.bundle(
                "1.0.0",
                "V1__create_item.sql",
                CREATE,
                "V2__fill.sql",
                "INSERT INTO item VALUES (1, '${x}'), (2, 'b');");

        String version = stage.put("bundles/orders/orders/1.0.0.zip", bundle);
        String run = "orders/orders/1.0.0/" + version;
        JsonNode outcome = stage.outcome(run, 1);

        assertThat(outcome.path("schema").asString()).isEqualTo("skein.outcome/1");
        assertThat(outcome.path("status").asString()).isEqualTo("APPLIED");
        assertThat(outcome.path("runId").asString()).isEqualTo(run);
        assertThat(outcome.path("from").isNull()).isTrue();
        assertThat(outcome.path("to").asString()).isEqualTo("2");
        assertThat(outcome.at("/migrations/0/file").asString()).isEqualTo("migrations/V1__create_item.sql");
        assertThat(outcome.at("/migrations/1/statements").asInt()).isEqualTo(1);
        assertThat(outcome.at("/bundle/versionId").asString()).isEqualTo(version);
        assertThat(stage.awaitObject("runs/" + run + "/latest.json")
                        .path("outcome")
                        .asString())
                .isEqualTo("runs/" + run + "/1/outcome.json");
        Message published = stage.take(stage.outcomeInbox);
        assertThat(JsonMapper.shared().readTree(published.body())).isEqualTo(outcome);
        assertThat(Stage.attributes(published))
                .containsEntry("status", "APPLIED")
                .containsEntry("target", "orders")
                .containsEntry("bundle", "orders");
        JsonNode alert =
                JsonMapper.shared().readTree(stage.take(stage.alertInbox).body());
        assertThat(alert.path("version").asString()).isEqualTo("1.0");
        assertThat(alert.at("/content/title").asString()).contains("APPLIED");
        assertThat(alert.at("/metadata/threadId").asString()).isEqualTo(run);
        assertThat(stage.sql("SELECT label FROM item ORDER BY id")).containsExactly("${x}", "b");
        stage.awaitEmpty(stage.uploads);
        assertThat(stage.sql("SELECT version FROM flyway_schema_history ORDER BY installed_rank"))
                .containsExactly("1", "2");
    }

    @Test
    void changes_nothing_for_a_bundle_whose_migrations_are_all_applied() {
        stage.worker();
        String first = stage.put("bundles/orders/orders/1.zip", stage.bundle("1", "V1__create_item.sql", CREATE));
        stage.outcome("orders/orders/1/" + first, 1);

        String second = stage.put("bundles/orders/orders/2.zip", stage.bundle("2", "V1__create_item.sql", CREATE));

        JsonNode outcome = stage.outcome("orders/orders/2/" + second, 1);
        assertThat(outcome.path("status").asString()).isEqualTo("UNCHANGED");
        assertThat(outcome.path("reason").asString()).isEqualTo("nothing-pending");
    }

    @Test
    void changes_nothing_for_an_upload_that_a_newer_one_has_superseded() {
        String view = "CREATE OR REPLACE VIEW labels AS SELECT ";
        String oldVersion = stage.put(
                "bundles/orders/orders/1.zip",
                stage.bundle("1", "V1__create_item.sql", CREATE, "R__labels.sql", view + "1 AS one;"));
        String event = takeEvent();
        Instant uploaded = lastModified("bundles/orders/orders/1.zip");
        Path newer = stage.bundle("2", "V1__create_item.sql", CREATE, "R__labels.sql", view + "2 AS one;");
        // S3 tells times to the second.
        await().until(() -> Instant.now().isAfter(uploaded.plusMillis(1_100)));
        String newVersion = stage.put("bundles/orders/orders/2.zip", newer);
        stage.worker();
        stage.outcome("orders/orders/2/" + newVersion, 1);

        stage.sqs.sendMessage(send -> send.queueUrl(stage.uploads).messageBody(event));

        JsonNode outcome = stage.outcome("orders/orders/1/" + oldVersion, 1);
        assertThat(outcome.path("status").asString()).isEqualTo("UNCHANGED");
        assertThat(outcome.path("reason").asString()).isEqualTo("superseded");
        assertThat(outcome.path("supersededBy").asString()).isEqualTo("2");
        assertThat(stage.sql("SELECT one FROM labels")).containsExactly("2");
    }

    @Test
    void tells_file_line_statement_and_state_of_a_migration_that_fails_and_leaves_nothing_half_done() {
        stage.worker();
        Path bundle = stage.bundle(
                "1",
                "V1__create_item.sql",
                CREATE,
                "V2__fails.sql",
                "INSERT INTO item VALUES (7, 'secret row');\n\nINSERT INTO item\nVALUES (7, 'x');");

        String run = "orders/orders/1/" + stage.put("bundles/orders/orders/1.zip", bundle);
        JsonNode outcome = stage.outcome(run, 1);

        assertThat(outcome.path("status").asString()).isEqualTo("FAILED");
        JsonNode problem = outcome.path("problem");
        assertThat(problem.path("code").asString()).isEqualTo("statement-failed");
        assertThat(problem.path("file").asString()).isEqualTo("migrations/V2__fails.sql");
        assertThat(problem.path("line").asInt()).isEqualTo(3);
        assertThat(problem.path("statement").asString()).startsWith("INSERT INTO item");
        assertThat(problem.path("sqlState").asString()).isEqualTo("23505");
        assertThat(problem.path("applied")).isEmpty();
        assertThat(stage.sql("SELECT to_regclass('item') IS NULL")).containsExactly("t");
        Message letter = stage.take(stage.deadLetters);
        assertThat(Stage.attributes(letter))
                .containsEntry("skein-reason", "statement-failed")
                .containsEntry("skein-run", run)
                .containsEntry("skein-target", "orders")
                .containsEntry("skein-attempt", "1");
        assertThat(letter.body()).contains("ObjectCreated");
        assertThat(stage.take(stage.alertInbox).body())
                .contains("FAILED")
                .doesNotContain("(id)=(7)")
                .doesNotContain("secret row");
        stage.awaitEmpty(stage.uploads);
    }

    @Test
    void reports_all_problems_of_a_bundle_and_leaves_the_database_alone() {
        stage.worker();

        String run = "orders/orders/1/" + stage.put("bundles/orders/orders/1.zip", "this is no zip");
        JsonNode outcome = stage.outcome(run, 1);

        assertThat(outcome.path("status").asString()).isEqualTo("REJECTED");
        assertThat(outcome.at("/problem/code").asString()).isEqualTo("not-a-zip");
        assertThat(Stage.attributes(stage.take(stage.deadLetters))).containsEntry("skein-reason", "not-a-zip");
        assertThat(stage.sql("SELECT to_regnamespace('skein')")).containsExactly((String) null);
    }

    @Test
    void refuses_a_key_that_differs_from_the_manifest() {
        stage.worker();

        String run = "orders/orders/9/"
                + stage.put("bundles/orders/orders/9.zip", stage.bundle("1", "V1__create_item.sql", CREATE));

        assertThat(stage.outcome(run, 1).at("/problem/code").asString()).isEqualTo("key-mismatch");
    }

    @ParameterizedTest
    @CsvSource({
        "bundles/nowhere/orders/1.zip, runs/nowhere/orders/1/%s/1/outcome.json, unknown-target",
        "bundles/orders/1.zip, runs/_unroutable/%s/outcome.json, unroutable-key",
        "bundles/orders/or ders+é/1.zip, runs/_unroutable/%s/outcome.json, unroutable-key",
    })
    void answers_an_upload_that_goes_nowhere(String key, String outcomeKey, String code) {
        stage.worker();

        String version = stage.put(key, "whatever");

        JsonNode outcome = stage.awaitObject(String.format(outcomeKey, version));
        assertThat(outcome.path("status").asString()).isEqualTo("REJECTED");
        assertThat(outcome.at("/problem/code").asString()).isEqualTo(code);
        assertThat(outcome.at("/bundle/key").asString()).isEqualTo(key);
    }

    @Test
    void refuses_other_bytes_under_a_version_that_was_uploaded_before() {
        stage.worker();
        String key = "bundles/orders/orders/1.zip";
        stage.outcome("orders/orders/1/" + stage.put(key, stage.bundle("1", "V1__create_item.sql", CREATE)), 1);

        String other = stage.put(key, stage.bundle("1", "V1__create_item.sql", CREATE, "V2__more.sql", "SELECT 1;"));

        assertThat(stage.outcome("orders/orders/1/" + other, 1)
                        .at("/problem/code")
                        .asString())
                .isEqualTo("version-reused");
    }

    @Test
    void refuses_a_second_bundle_on_a_target() {
        stage.worker();
        stage.outcome(
                "orders/orders/1/"
                        + stage.put("bundles/orders/orders/1.zip", stage.bundle("1", "V1__create_item.sql", CREATE)),
                1);

        String other = stage.put(
                "bundles/orders/billing/1.zip",
                stage.bundleNamed("billing", "1", "V1__bill.sql", "CREATE TABLE bill ();"));

        assertThat(stage.outcome("orders/billing/1/" + other, 1)
                        .at("/problem/code")
                        .asString())
                .isEqualTo("other-bundle");
    }

    @Test
    void refuses_a_bundle_that_changes_an_applied_migration() {
        stage.worker();
        stage.outcome(
                "orders/orders/1/"
                        + stage.put("bundles/orders/orders/1.zip", stage.bundle("1", "V1__create_item.sql", CREATE)),
                1);

        String changed = stage.put(
                "bundles/orders/orders/2.zip", stage.bundle("2", "V1__create_item.sql", CREATE + "SELECT 1;"));

        JsonNode outcome = stage.outcome("orders/orders/2/" + changed, 1);
        assertThat(outcome.path("status").asString()).isEqualTo("REJECTED");
        assertThat(outcome.at("/problem/code").asString()).isEqualTo("migration-changed");
    }

    @Test
    void does_not_apply_after_the_uploaders_deadline() {
        Path bundle = stage.bundle("1", "V1__create_item.sql", CREATE);
        String version = stage.s3
                .putObject(
                        put -> put.bucket(stage.bucket)
                                .key("bundles/orders/orders/1.zip")
                                .metadata(Map.of(
                                        "skein-not-after",
                                        Instant.now().minusSeconds(1).toString())),
                        bundle)
                .versionId();
        stage.worker();

        JsonNode outcome = stage.outcome("orders/orders/1/" + version, 1);

        assertThat(outcome.path("status").asString()).isEqualTo("FAILED");
        assertThat(outcome.at("/problem/code").asString()).isEqualTo("not-after-passed");
        assertThat(stage.sql("SELECT to_regclass('item')")).containsExactly((String) null);
    }

    @Test
    void finishes_after_the_deadline_what_was_begun_before_it() {
        Path bundle = stage.bundle("1", "V1__create_item.sql", CREATE);
        Instant deadline = Instant.now().plusSeconds(20);
        String version = stage.s3
                .putObject(
                        put -> put.bucket(stage.bucket)
                                .key("bundles/orders/orders/1.zip")
                                .metadata(Map.of("skein-not-after", deadline.toString())),
                        bundle)
                .versionId();
        String event = takeEvent();
        stage.sqs.sendMessage(send -> send.queueUrl(stage.uploads).messageBody(event));
        stage.worker();
        String run = "orders/orders/1/" + version;
        assertThat(stage.outcome(run, 1).path("status").asString()).isEqualTo("APPLIED");
        stage.awaitEmpty(stage.uploads);
        // As if the worker had died after its last commit and before it stored the outcome.
        stage.remove("runs/" + run + "/1/outcome.json");
        await().atMost(PATIENCE).until(() -> Instant.now().isAfter(deadline));

        MessageAttributeValue once = MessageAttributeValue.builder()
                .dataType("String")
                .stringValue("1")
                .build();
        stage.sqs.sendMessage(
                send -> send.queueUrl(stage.uploads).messageBody(event).messageAttributes(Map.of("skein-waits", once)));

        JsonNode outcome = stage.outcome(run, 1);
        assertThat(outcome.path("status").asString()).as(outcome.toString()).isEqualTo("APPLIED");
        assertThat(outcome.at("/migrations/0/file").asString()).isEqualTo("migrations/V1__create_item.sql");
    }

    @Test
    void redrives_a_run_although_others_tried_to_reuse_its_version() {
        stage.worker();
        String key = "bundles/orders/orders/1.zip";
        String run = "orders/orders/1/" + stage.put(key, stage.bundle("1", "V1__fails.sql", "SELECT 1/0;"));
        stage.outcome(run, 1);
        String other = stage.put(key, stage.bundle("1", "V1__other.sql", "SELECT 1;"));
        stage.outcome("orders/orders/1/" + other, 1);

        stage.skein("redrive", "--run", run, "--wait");

        assertThat(stage.outcome(run, 2).at("/problem/code").asString()).isEqualTo("dry-run-failed");
    }

    @Test
    void waits_with_a_delay_for_a_database_that_is_away_and_goes_on_when_it_is_back() {
        stage.admin("ALTER DATABASE " + stage.id + " WITH CONNECTION LIMIT 0");
        stage.worker();
        String run = "orders/orders/1/"
                + stage.put("bundles/orders/orders/1.zip", stage.bundle("1", "V1__create_item.sql", CREATE));
        await().atMost(PATIENCE)
                .until(() -> stage.counts(stage.uploads)
                                .getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED, 0)
                        == 1);

        stage.admin("ALTER DATABASE " + stage.id + " WITH CONNECTION LIMIT -1");

        JsonNode outcome = stage.outcome(run, 1);
        assertThat(outcome.path("status").asString()).isEqualTo("APPLIED");
        assertThat(outcome.path("retries").asInt()).isPositive();
        stage.awaitEmpty(stage.uploads);
        assertThat(stage.counts(stage.deadLetters).values()).containsOnly(0);
    }

    @Test
    void publishes_an_outcome_again_that_a_dead_worker_had_stored_and_applies_nothing_twice() {
        String version = stage.put("bundles/orders/orders/1.zip", stage.bundle("1", "V1__create_item.sql", CREATE));
        String run = "orders/orders/1/" + version;
        String stored =
                "{\"schema\":\"skein.outcome/1\",\"runId\":\"" + run + "\",\"attempt\":1,\"status\":\"APPLIED\","
                        + "\"target\":\"orders\",\"bundle\":{\"name\":\"orders\",\"version\":\"1\",\"key\":\"bundles/orders/orders/1.zip\"}}";
        stage.put("runs/" + run + "/1/outcome.json", stored);

        stage.worker();

        assertThat(JsonMapper.shared().readTree(stage.take(stage.outcomeInbox).body()))
                .isEqualTo(JsonMapper.shared().readTree(stored));
        stage.awaitEmpty(stage.uploads);
        assertThat(stage.sql("SELECT to_regclass('item')")).containsExactly((String) null);
        assertThat(stage.object("runs/" + run + "/latest.json").path("status").asString())
                .isEqualTo("APPLIED");
    }

    @Test
    void ends_a_message_that_no_worker_could_finish_with_an_outcome() {
        String version = stage.put("bundles/orders/orders/1.zip", stage.bundle("1", "V1__create_item.sql", CREATE));
        String event = takeEvent();
        stage.sqs.sendMessage(send -> send.queueUrl(stage.uploads).messageBody(event));
        for (int receive = 1; receive <= 4; receive++) {
            await().atMost(PATIENCE)
                    .until(() -> !stage.sqs
                            .receiveMessage(request -> request.queueUrl(stage.uploads)
                                    .visibilityTimeout(0)
                                    .waitTimeSeconds(1))
                            .messages()
                            .isEmpty());
        }
        stage.worker();

        JsonNode outcome = stage.outcome("orders/orders/1/" + version, 1);

        assertThat(outcome.path("status").asString()).isEqualTo("FAILED");
        assertThat(outcome.at("/problem/code").asString()).isEqualTo("worker-died");
        assertThat(Stage.attributes(stage.take(stage.deadLetters))).containsEntry("skein-reason", "worker-died");
        assertThat(stage.sql("SELECT to_regclass('item')")).containsExactly((String) null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not json at all | unreadable-message",
                "{\"Records\":[]} | unreadable-message",
                "{\"Records\":[{\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"bucket\":{\"name\":\"another\"},\"object\":{\"key\":\"bundles/orders/orders/1.zip\",\"versionId\":\"v\"}}}]} | foreign-bucket",
                "{\"Records\":[{\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"bucket\":{\"name\":\"another\"},\"object\":{\"key\":\"bundles/%zz\",\"versionId\":\"v\"}}}]} | unreadable-message",
            })
    void keeps_what_it_cannot_read_among_the_dead_letters(String body, String reason) {
        stage.worker();

        stage.sqs.sendMessage(send -> send.queueUrl(stage.uploads).messageBody(body));

        Message letter = stage.take(stage.deadLetters);
        assertThat(letter.body()).isEqualTo(body);
        assertThat(Stage.attributes(letter)).containsEntry("skein-reason", reason);
        stage.awaitEmpty(stage.uploads);
    }

    @Test
    void applies_a_history_of_real_size_with_a_thousand_tables_and_concurrent_indexes() {
        stage.worker();
        List<String> scripts = new ArrayList<>();
        for (int i = 1; i <= 400; i++) {
            scripts.add("V" + i + "__step.sql");
            scripts.add(i > 200 && i % 10 == 0 ? index(i - 1) : tables(i, i <= 200 ? 5 : 1));
        }

        String run = "orders/orders/1/"
                + stage.put("bundles/orders/orders/1.zip", stage.bundle("1", scripts.toArray(String[]::new)));

        JsonNode outcome = stage.outcome(run, 1);
        assertThat(outcome.path("status").asString()).as(outcome.toString()).isEqualTo("APPLIED");
        assertThat(outcome.path("migrations").size()).isEqualTo(400);
        assertThat(stage.sql("SELECT count(*) FROM pg_class WHERE relname ~ '^t\\d+_\\d$' AND relkind = 'r'"))
                .containsExactly("1180");
        assertThat(stage.sql("SELECT count(*) FROM pg_index JOIN pg_class ON oid = indexrelid"
                        + " WHERE relname LIKE 't%idx' AND indisvalid"))
                .containsExactly("20");
        assertThat(stage.text("runs/" + run + "/1/plan.json"))
                .contains("locks, more than half of what the server has room for");
    }

    private static String index(int migration) {
        return "CREATE INDEX CONCURRENTLY t" + migration + "_idx ON t" + migration + "_1 (label);";
    }

    private static String tables(int migration, int many) {
        return IntStream.rangeClosed(1, many)
                .mapToObj(i -> "CREATE TABLE t" + migration + "_" + i + " (id bigint PRIMARY KEY, label text);")
                .collect(Collectors.joining("\n"));
    }

    private String takeEvent() {
        while (true) {
            String body = stage.take(stage.uploads).body();
            if (body.contains("Records")) {
                return body;
            }
        }
    }

    private Instant lastModified(String key) {
        return stage.s3.headObject(head -> head.bucket(stage.bucket).key(key)).lastModified();
    }
}
