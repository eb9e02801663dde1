package dev.skein.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What pipelines and operators type. */
class CommandLineIT extends EndToEndTest {
    private static final String CREATE = "CREATE TABLE item (id int PRIMARY KEY, label text);";

    @Test
    void push_waits_for_the_outcome_and_is_safe_to_repeat() {
        stage.worker();
        String bundle = stage.bundle("1", "V1__create_item.sql", CREATE).toString();

        var first = stage.skein("push", bundle, "--target", "orders", "--wait");
        var again = stage.skein("push", bundle, "--target", "orders", "--wait");
        var other = stage.skein(
                "push",
                stage.bundle("1", "V1__create_item.sql", CREATE + "\n").toString(),
                "--target",
                "orders",
                "--wait");

        assertThat(first.exitCode()).as(first.toString()).isZero();
        assertThat(first.out()).startsWith("APPLIED  orders 1 on orders, version (none) -> 1");
        assertThat(again.exitCode()).as(again.toString()).isZero();
        assertThat(again.out()).isEqualTo(first.out());
        assertThat(other.exitCode()).as(other.toString()).isEqualTo(10);
        assertThat(other.out()).contains("version-reused");
    }

    @Test
    void push_follows_the_same_bytes_that_are_still_under_way() {
        String bundle = stage.bundle("1", "V1__create_item.sql", CREATE).toString();
        var first = stage.skein("push", bundle, "--target", "orders", "--json");
        stage.worker();

        var second = stage.skein("push", bundle, "--target", "orders", "--wait", "--json");

        JsonNode uploaded = JsonMapper.shared().readTree(first.out());
        JsonNode outcome = JsonMapper.shared().readTree(second.out());
        assertThat(uploaded.path("status").asString()).isEqualTo("UPLOADED");
        assertThat(outcome.path("status").asString()).isEqualTo("APPLIED");
        assertThat(outcome.path("runId")).isEqualTo(uploaded.path("runId"));
    }

    @Test
    void push_ends_with_13_when_there_is_no_outcome_in_time() {
        String bundle = stage.bundle("1", "V1__create_item.sql", CREATE).toString();

        var result = stage.skein("push", bundle, "--target", "orders", "--wait", "--timeout", "1s", "--json");

        assertThat(result.exitCode()).isEqualTo(13);
        assertThat(JsonMapper.shared().readTree(result.out()).path("status").asString())
                .isEqualTo("NO_OUTCOME");
    }

    @Test
    void a_failed_run_is_redriven_after_the_row_is_mended() {
        stage.worker();
        String one = stage.bundle(
                        "1",
                        "V1__create_item.sql",
                        CREATE,
                        "V2__fill.sql",
                        "INSERT INTO item VALUES (1, 'a'), (2, 'a');")
                .toString();
        stage.skein("push", one, "--target", "orders", "--wait");
        String two = stage.bundle(
                        "2",
                        "V1__create_item.sql",
                        CREATE,
                        "V2__fill.sql",
                        "INSERT INTO item VALUES (1, 'a'), (2, 'a');",
                        "V3__unique.sql",
                        "ALTER TABLE item ADD UNIQUE (label);")
                .toString();
        var failed = stage.skein("push", two, "--target", "orders", "--wait", "--json");
        String run = JsonMapper.shared().readTree(failed.out()).path("runId").asString();
        stage.sql("UPDATE item SET label = 'b' WHERE id = 2");

        var redriven = stage.skein("redrive", "--run", run, "--wait");

        assertThat(failed.exitCode()).isEqualTo(10);
        assertThat(redriven.exitCode()).as(redriven.toString()).isZero();
        assertThat(redriven.out()).contains("REDRIVEN  " + run + ", attempt 2").contains("APPLIED  orders 2");
        assertThat(stage.outcome(run, 2).path("status").asString()).isEqualTo("APPLIED");
        stage.awaitEmpty(stage.deadLetters);
        stage.awaitEmpty(stage.uploads);
    }

    @Test
    void apply_works_without_aws_and_reads_a_password_as_psql_does(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("V1__create_item.sql"), CREATE);
        Path passwordFile = Files.writeString(folder.resolve("password"), Stage.PASSWORD + "\n");
        String url = stage.surroundings.jdbcUrl(stage.id);

        var applied = SkeinProcess.run(
                Map.of("PGUSER", stage.id, "PGPASSWORD", Stage.PASSWORD),
                "apply",
                folder.toString(),
                "--name",
                "orders",
                "--url",
                url);
        var again = SkeinProcess.run(
                Map.of(),
                "apply",
                folder.toString(),
                "--name",
                "orders",
                "--url",
                url,
                "--user",
                stage.id,
                "--password-file",
                passwordFile.toString(),
                "--json");
        var wrong = SkeinProcess.run(
                Map.of("PGUSER", stage.id, "PGPASSWORD", "wrong"),
                "apply",
                folder.toString(),
                "--name",
                "orders",
                "--url",
                url);

        assertThat(applied.exitCode()).as(applied.toString()).isZero();
        assertThat(applied.err()).contains("left out: password");
        assertThat(JsonMapper.shared().readTree(again.out()).path("status").asString())
                .isEqualTo("UNCHANGED");
        assertThat(wrong.exitCode()).isEqualTo(11);
        assertThat(wrong.out()).contains("database-refused").contains("28P01");
    }

    @Test
    void reads_the_password_from_pgpass(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("V1__create_item.sql"), CREATE);
        String escaped = Stage.PASSWORD.replace("\\", "\\\\").replace(":", "\\:");
        Path pgpass = Files.writeString(folder.resolve("pgpass"), "*:*:*:*:" + escaped + "\n");
        Files.setPosixFilePermissions(pgpass, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));

        var result = SkeinProcess.run(
                Map.of("PGPASSFILE", pgpass.toString()),
                "apply",
                folder.toString(),
                "--name",
                "orders",
                "--url",
                stage.surroundings.jdbcUrl(stage.id),
                "--user",
                stage.id);

        assertThat(result.exitCode()).as(result.toString()).isZero();
    }

    @Test
    void an_unreachable_database_is_one_clear_sentence(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("V1__create_item.sql"), CREATE);

        var result = SkeinProcess.run(
                Map.of("PGUSER", "x"),
                "apply",
                folder.toString(),
                "--name",
                "orders",
                "--url",
                "jdbc:postgresql://127.0.0.1:1/x");

        assertThat(result.exitCode()).isEqualTo(11);
        assertThat(result.err())
                .contains("skein: the database of target local cannot be reached")
                .doesNotContain("\tat ");
    }

    @Test
    void says_what_went_wrong_as_a_document_too(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("V1__create_item.sql"), CREATE);
        String url = "jdbc:postgresql://127.0.0.1:1/x";

        var result = SkeinProcess.run(
                Map.of("PGUSER", "x"), "apply", folder.toString(), "--name", "orders", "--url", url, "--json");

        assertThat(result.exitCode()).isEqualTo(11);
        assertThat(JsonMapper.shared().readTree(result.out()).at("/messages/0").asString())
                .contains("cannot be reached");
    }

    @Test
    void check_lists_all_problems_and_exits_with_10(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("V1__a.sql"), "");
        Files.writeString(folder.resolve("v2_b.sql"), "SELECT 1;");

        var result = SkeinProcess.run(Map.of(), "check", folder.toString(), "--name", "x", "--json");

        assertThat(result.exitCode()).isEqualTo(10);
        assertThat(JsonMapper.shared()
                        .readTree(result.out())
                        .path("problems")
                        .valueStream()
                        .map(problem -> problem.path("code").asString()))
                .containsExactlyInAnyOrder("empty-migration", "bad-migration-name");
    }

    @Test
    void a_request_that_no_worker_knows_is_answered() {
        stage.worker();

        stage.put("requests/orders/dance/1.json", "{}");

        JsonNode answer = stage.awaitObject("answers/orders/dance/1/answer.json");
        assertThat(answer.path("status").asString()).isEqualTo("REJECTED");
        assertThat(answer.at("/problem/code").asString()).isEqualTo("unknown-verb");
        stage.awaitEmpty(stage.requests);
    }

    @Test
    void a_run_can_only_be_redriven_under_its_own_targets_key() {
        stage.worker();

        stage.put("requests/billing/redrive/1.json", "{\"run\":\"orders/orders/1/v\"}");

        assertThat(stage.awaitObject("answers/billing/redrive/1/answer.json")
                        .at("/problem/code")
                        .asString())
                .isEqualTo("malformed-request");
    }
}
