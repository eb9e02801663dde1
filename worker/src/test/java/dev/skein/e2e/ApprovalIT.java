package dev.skein.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plans that a person has to agree to. */
class ApprovalIT extends EndToEndTest {
    private static final String CREATE =
            "CREATE TABLE item (id int PRIMARY KEY, label text, old text);\nINSERT INTO item VALUES (1, 'a', 'b');";
    private static final String DROP = "ALTER TABLE item DROP COLUMN old;";

    @BeforeEach
    void worker() {
        stage.environment.put("SKEIN_TARGETS_ORDERS_POLICY", "drops-column=approve");
        stage.worker();
        push("1", "V1__create.sql", CREATE);
    }

    @Test
    void a_run_waits_until_somebody_else_than_the_uploader_approves_its_plan() {
        var pushed = push("2", "V1__create.sql", CREATE, "V2__drop.sql", DROP);
        String run = run(pushed);
        JsonNode waiting = stage.outcome(run, 1);
        String plan = waiting.at("/plan/hash").asString();

        assertThat(pushed.exitCode()).isEqualTo(12);
        assertThat(waiting.path("status").asString()).isEqualTo("AWAITING_APPROVAL");
        assertThat(waiting.at("/plan/hazards/0/code").asString()).isEqualTo("drops-column");
        assertThat(stage.awaitObject("runs/" + run + "/1/plan.json")
                        .path("hash")
                        .asString())
                .isEqualTo(plan);
        stage.awaitEmpty(stage.uploads);
        stage.awaitEmpty(stage.deadLetters);

        var self = stage.skein("approve", "--run", run, "--plan", plan);
        var other = as("operator", "approve", "--run", run, "--plan", "0".repeat(64));
        var approved = as("operator", "approve", "--run", run, "--plan", plan.substring(0, 12), "--wait");
        var again = as("operator", "approve", "--run", run, "--plan", plan);

        assertThat(self.exitCode()).isEqualTo(10);
        assertThat(self.out()).contains("approver-is-uploader");
        assertThat(other.out()).contains("other-plan");
        assertThat(approved.exitCode()).as(approved.toString()).isZero();
        assertThat(approved.out()).contains("APPROVED  " + run + ", attempt 2").contains("APPLIED  orders 2");
        assertThat(again.out()).contains("not-awaiting-approval");
        JsonNode approval = stage.outcome(run, 2).at("/plan/approval");
        assertThat(approval.path("by").asString()).isEqualTo("AWS:AIDAOPERATOR");
        assertThat(approval.path("plan").asString()).isEqualTo(plan);
        assertThat(stage.text("runs/" + run + "/2/plan.html")).contains("Approved by AWS:AIDAOPERATOR at ");
        assertThat(stage.sql("SELECT attname FROM pg_attribute WHERE attrelid = 'item'::regclass AND attname = 'old'"))
                .isEmpty();
    }

    @Test
    void rows_and_partitions_that_come_do_not_void_an_approval_but_a_changed_definition_does() {
        String parts = """
                CREATE TABLE log (id int, note text, old text) PARTITION BY RANGE (id);
                CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM (0) TO (10);
                INSERT INTO log VALUES (1, 'a', 'b');
                """;
        push("2", "V1__create.sql", CREATE, "V2__log.sql", parts);
        String run = run(push(
                "3",
                "V1__create.sql",
                CREATE,
                "V2__log.sql",
                parts,
                "V3__drop.sql",
                "ALTER TABLE log DROP COLUMN old;"));
        String plan = stage.outcome(run, 1).at("/plan/hash").asString();
        stage.sql("CREATE TABLE log_2 PARTITION OF log FOR VALUES FROM (10) TO (100000)");
        stage.sql("ALTER TABLE log_2 OWNER TO " + stage.id);
        stage.sql("INSERT INTO log SELECT i, 'x', 'y' FROM generate_series(2, 50000) i");
        stage.sql("ANALYZE");

        var grown = as("operator", "approve", "--run", run, "--plan", plan, "--wait");

        assertThat(grown.exitCode()).as(grown.toString()).isZero();

        String second = run(push(
                "4",
                "V1__create.sql",
                CREATE,
                "V2__log.sql",
                parts,
                "V3__drop.sql",
                "ALTER TABLE log DROP COLUMN old;",
                "V4__drop.sql",
                "ALTER TABLE item DROP COLUMN old;"));
        String old = stage.outcome(second, 1).at("/plan/hash").asString();
        stage.sql("ALTER TABLE item ADD COLUMN by_hand int");

        var changed = as("operator", "approve", "--run", second, "--plan", old, "--wait");

        assertThat(changed.exitCode()).as(changed.toString()).isEqualTo(12);
        assertThat(stage.outcome(second, 2).path("reason").asString())
                .contains("the approved plan no longer holds", "definition of public.item");
        String renewed = stage.outcome(second, 2).at("/plan/hash").asString();
        assertThat(renewed).isNotEqualTo(old);
        assertThat(as("operator", "approve", "--run", second, "--plan", renewed, "--wait")
                        .exitCode())
                .isZero();
    }

    @Test
    void push_waits_through_the_approval_when_it_is_told_to() throws Exception {
        Path bundle = stage.bundle("2", "V1__create.sql", CREATE, "V2__drop.sql", DROP);
        try (SkeinProcess push = SkeinProcess.start(
                stage.environment,
                List.of("push", bundle.toString(), "--target", "orders", "--wait", "--through-approval"))) {
            String run = stage.awaitRun("orders/orders/2");
            JsonNode waiting = stage.outcome(run, 1);

            as(
                    "operator",
                    "approve",
                    "--run",
                    run,
                    "--plan",
                    waiting.at("/plan/hash").asString());

            SkeinProcess.Result pushed = push.await();
            assertThat(pushed.exitCode()).as(pushed.toString()).isZero();
            assertThat(pushed.out()).contains("APPLIED  orders 2");
        }
    }

    @Test
    void pushing_again_what_waits_for_approval_begins_no_second_run() {
        Path bundle = stage.bundle("2", "V1__create.sql", CREATE, "V2__drop.sql", DROP);
        String run = run(stage.skein("push", bundle.toString(), "--target", "orders", "--wait", "--json"));

        var again = stage.skein("push", bundle.toString(), "--target", "orders", "--wait", "--json");

        assertThat(again.exitCode()).isEqualTo(12);
        assertThat(run(again)).isEqualTo(run);
    }

    private SkeinProcess.Result push(String version, String... scripts) {
        Path bundle = stage.bundle(version, scripts);
        return stage.skein("push", bundle.toString(), "--target", "orders", "--wait", "--json");
    }

    private static String run(SkeinProcess.Result pushed) {
        return JsonMapper.shared().readTree(pushed.out()).path("runId").asString();
    }

    private SkeinProcess.Result as(String accessKey, String... arguments) {
        Map<String, String> environment = new HashMap<>(stage.environment);
        environment.put("AWS_ACCESS_KEY_ID", accessKey);
        return SkeinProcess.run(environment, arguments);
    }
}
