package dev.skein.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code skein plan}, and what a plan stops. */
class PlanIT extends EndToEndTest {
    private static final String CREATE =
            "CREATE TABLE item (id int PRIMARY KEY, label text);\nINSERT INTO item VALUES (1, 'a'), (2, 'a');";
    private static final String UNIQUE = "ALTER TABLE item ADD CONSTRAINT item_label UNIQUE (label);";

    @BeforeEach
    void worker() {
        stage.worker();
        Path first = stage.bundle("1", "V1__create.sql", CREATE);
        assertThat(stage.skein("push", first.toString(), "--target", "orders", "--wait")
                        .exitCode())
                .isZero();
    }

    @Test
    void stops_a_bundle_that_the_rows_do_not_allow_before_the_target_is_touched() {
        Path bundle = stage.bundle(
                "2", "V1__create.sql", CREATE, "V2__log.sql", "CREATE TABLE log (id int);", "V3__unique.sql", UNIQUE);

        var pushed = stage.skein("push", bundle.toString(), "--target", "orders", "--wait", "--json");

        JsonNode outcome = JsonMapper.shared().readTree(pushed.out());
        String run = outcome.path("runId").asString();
        assertThat(pushed.exitCode()).isEqualTo(10);
        assertThat(outcome.path("status").asString()).isEqualTo("REJECTED");
        assertThat(outcome.at("/problem/code").asString()).isEqualTo("rows-break-unique");
        assertThat(outcome.at("/problem/file").asString()).isEqualTo("migrations/V3__unique.sql");
        assertThat(outcome.at("/problem/line").asInt()).isEqualTo(1);
        assertThat(outcome.at("/problem/safe").asString()).contains("item");
        assertThat(stage.sql("SELECT to_regclass('log')::text")).containsExactly((String) null);
        JsonNode plan = stage.awaitObject("runs/" + run + "/1/plan.json");
        assertThat(plan.at("/probes/0/samples/0").asString()).contains("id=1", "id=2");
        assertThat(stage.text("runs/" + run + "/1/plan.html")).contains("rows-break-unique", "<html");
        assertThat(stage.take(stage.alertInbox).body()).contains("APPLIED");
        assertThat(stage.take(stage.alertInbox).body())
                .contains("rows-break-unique", "plan.html")
                .doesNotContain("id=1");
        assertThat(Stage.attributes(stage.take(stage.deadLetters))).containsEntry("skein-reason", "rows-break-unique");
    }

    @Test
    void makes_the_same_plan_here_and_by_the_worker(@TempDir Path folder) throws Exception {
        Path bundle = stage.bundle("2", "V1__create.sql", CREATE, "V2__unique.sql", UNIQUE);
        Map<String, String> here = new HashMap<>(stage.environment);
        here.put("PGPASSWORD", Stage.PASSWORD);

        var local = SkeinProcess.run(
                here,
                "plan",
                bundle.toString(),
                "--url",
                stage.surroundings.jdbcUrl(stage.id),
                "--user",
                stage.id,
                "--json",
                "--html",
                folder.resolve("plan.html").toString());
        Path markdown = folder.resolve("plan.md");
        var remote = stage.skein(
                "plan", bundle.toString(), "--target", "orders", "--json", "--markdown", markdown.toString());

        assertThat(local.exitCode()).as(local.toString()).isEqualTo(10);
        assertThat(remote.exitCode()).as(remote.toString()).isEqualTo(10);
        assertThat(lasting(local.out())).isEqualTo(lasting(remote.out()));
        assertThat(folder.resolve("plan.html")).content().contains("rows-break-unique");
        assertThat(remote.out()).contains("id=1");
        assertThat(markdown).content().contains("rows-break-unique").doesNotContain("id=1");
        assertThat(stage.sql("SELECT count(*) FROM flyway_schema_history")).containsExactly("1");
    }

    @Test
    void says_what_is_wrong_with_its_options_and_its_bundle(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("v1_bad.sql"), "SELECT 1;");

        var neither = stage.skein("plan", folder.toString(), "--name", "x");
        var broken = stage.skein("plan", folder.toString(), "--name", "x", "--target", "orders");
        var nobody =
                stage.skein("plan", stage.bundle("3", "V1__create.sql", CREATE).toString(), "--target", "elsewhere");

        assertThat(neither.exitCode()).isEqualTo(2);
        assertThat(neither.err()).contains("--url").contains("--target");
        assertThat(broken.exitCode()).isEqualTo(10);
        assertThat(broken.out()).contains("bad-migration-name");
        assertThat(nobody.exitCode()).isEqualTo(10);
        assertThat(nobody.out()).contains("malformed-request");
    }

    @Test
    void a_role_that_may_not_create_databases_is_one_clear_sentence_and_no_rejection() {
        stage.admin("ALTER ROLE " + stage.id + " NOCREATEDB");
        Path bundle = stage.bundle("2", "V1__create.sql", CREATE, "V2__log.sql", "CREATE TABLE log (id int);");

        var pushed = stage.skein("push", bundle.toString(), "--target", "orders", "--wait");

        assertThat(pushed.exitCode()).as(pushed.toString()).isEqualTo(11);
        assertThat(pushed.out())
                .contains("shadow-unavailable")
                .contains("CREATEDB")
                .contains("shadow-url");
    }

    /** The plan without what differs from one moment and one name of the target to the next. */
    private static JsonNode lasting(String json) {
        ObjectNode plan = (ObjectNode) JsonMapper.shared().readTree(json);
        plan.remove(List.of("createdAt", "duration", "target", "activity"));
        plan.path("segments")
                .forEach(segment ->
                        segment.path("statements").forEach(statement -> ((ObjectNode) statement).remove("took")));
        return plan;
    }
}
