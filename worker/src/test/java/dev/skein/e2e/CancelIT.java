package dev.skein.e2e;

import static dev.skein.testing.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs that are looked at while they are at work, and ended by somebody. */
class CancelIT extends EndToEndTest {
    private static final String CREATE = "CREATE TABLE item (id int PRIMARY KEY);\nINSERT INTO item VALUES (1);";
    private static final String SLEEP = "CREATE TABLE later (id int);\nSELECT pg_sleep(600);";

    @BeforeEach
    void worker() {
        // What sleeps would sleep in the dry run, too.
        stage.environment.put("SKEIN_TARGETS_ORDERS_DRY_RUN", "off");
        stage.worker();
    }

    @Test
    void a_run_in_a_transaction_is_rolled_back() throws Exception {
        push("1", "V1__create.sql", CREATE);
        try (SkeinProcess push = pushing("2", "V1__create.sql", CREATE, "V2__sleep.sql", SLEEP)) {
            String run = stage.awaitRun("orders/orders/2");
            JsonNode progress = progress(run, "/statement/number", "2");

            var cancelled = stage.skein("cancel", "--run", run, "--wait");

            assertThat(progress.at("/phase").asString()).isEqualTo("applying");
            assertThat(progress.at("/migration/file").asString()).isEqualTo("migrations/V2__sleep.sql");
            assertThat(progress.at("/migration/of").asInt()).isEqualTo(1);
            assertThat(progress.at("/statement/text").asString()).isEqualTo("SELECT pg_sleep(600)");
            assertThat(cancelled.exitCode()).as(cancelled.toString()).isEqualTo(14);
            assertThat(cancelled.out())
                    .contains("CANCELLED  orders 2 on orders", "now: no migration of this bundle was applied");
            assertThat(push.await().exitCode()).isEqualTo(14);
            assertThat(push.out()).contains("CANCELLED");
            assertThat(stage.sql("SELECT to_regclass('later') IS NULL")).containsExactly("t");
            assertThat(stage.sql("SELECT version FROM flyway_schema_history WHERE success"))
                    .containsExactly("1");
            stage.awaitEmpty(stage.uploads);
            stage.awaitEmpty(stage.deadLetters);

            var again = stage.skein("cancel", "--run", run);

            assertThat(again.exitCode()).isEqualTo(10);
            assertThat(again.out()).contains("not-running", "CANCELLED");

            var pushed = stage.skein(
                    "push",
                    stage.bundle("2", "V1__create.sql", CREATE, "V2__sleep.sql", SLEEP)
                            .toString(),
                    "--target",
                    "orders",
                    "--json");

            assertThat(JsonMapper.shared().readTree(pushed.out()).path("status").asString())
                    .isEqualTo("UPLOADED");
            stage.skein(
                    "cancel",
                    "--run",
                    JsonMapper.shared().readTree(pushed.out()).path("runId").asString(),
                    "--wait");
        }
    }

    @Test
    void an_index_build_says_who_blocks_it_and_leaves_no_invalid_index() throws Exception {
        stage.admin("GRANT pg_read_all_stats TO " + stage.id);
        push("1", "V1__create.sql", CREATE);
        try (Connection other = connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            other.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            statement.execute("SELECT 1");
            try (SkeinProcess push = pushing(
                    "2",
                    "V1__create.sql",
                    CREATE,
                    "V2__more.sql",
                    "CREATE TABLE more (id int);",
                    "V3__index.sql",
                    "CREATE INDEX CONCURRENTLY item_id ON item (id);")) {
                String run = stage.awaitRun("orders/orders/2");
                JsonNode progress = progress(run, "/blockedBy/0/application", "somebody");

                var cancelled = stage.skein("cancel", "--run", run, "--wait", "--json");

                assertThat(progress.at("/blockedBy/0/state").asString()).isEqualTo("idle in transaction");
                assertThat(progress.at("/migration/index").asInt()).isEqualTo(2);
                assertThat(progress.at("/work/phase").asString()).startsWith("CREATE INDEX CONCURRENTLY: waiting for");
                assertThat(cancelled.exitCode()).as(cancelled.toString()).isEqualTo(14);
                JsonNode outcome = JsonMapper.shared().readTree(cancelled.out());
                assertThat(outcome.at("/status").asString()).isEqualTo("CANCELLED");
                assertThat(outcome.at("/migrations/0/file").asString()).isEqualTo("migrations/V2__more.sql");
                assertThat(push.await().exitCode()).isEqualTo(14);
            }
        }
        assertThat(stage.sql("SELECT count(*) FROM pg_index WHERE indrelid = 'item'::regclass"))
                .containsExactly("1");

        var again = push(
                "3",
                "V1__create.sql",
                CREATE,
                "V2__more.sql",
                "CREATE TABLE more (id int);",
                "V3__index.sql",
                "CREATE INDEX CONCURRENTLY item_id ON item (id);");

        assertThat(again.exitCode()).as(again.toString()).isZero();
    }

    @Test
    void a_run_that_waits_in_the_queue_is_ended_before_it_touches_anything() throws Exception {
        try (SkeinProcess first = pushing("1", "V1__sleep.sql", SLEEP)) {
            String busy = stage.awaitRun("orders/orders/1");
            progress(busy, "/statement/number", "2");
            var second = stage.skein(
                    "push",
                    stage.bundle("2", "V1__sleep.sql", SLEEP, "V2__create.sql", CREATE)
                            .toString(),
                    "--target",
                    "orders",
                    "--json");
            String waiting =
                    JsonMapper.shared().readTree(second.out()).path("runId").asString();

            var queued = stage.skein("cancel", "--run", waiting);
            var unknown = stage.skein("cancel", "--run", "orders/orders/9/nowhere");
            stage.skein("cancel", "--run", busy, "--wait");

            assertThat(queued.out()).isEqualTo("CANCELLING  " + waiting + ", attempt 1" + System.lineSeparator());
            assertThat(unknown.exitCode()).isEqualTo(10);
            assertThat(unknown.out()).contains("unknown-run");
            JsonNode outcome = stage.outcome(waiting, 1);
            assertThat(outcome.at("/status").asString()).isEqualTo("CANCELLED");
            assertThat(outcome.at("/cancelled/by").asString()).isNotEmpty();
            assertThat(outcome.at("/plan").isMissingNode()).isTrue();
            assertThat(first.await().exitCode()).isEqualTo(14);
            assertThat(stage.sql("SELECT to_regclass('later') IS NULL AND to_regclass('item') IS NULL"))
                    .containsExactly("t");
        }
    }

    private SkeinProcess.Result push(String version, String... scripts) {
        return stage.skein("push", stage.bundle(version, scripts).toString(), "--target", "orders", "--wait");
    }

    private SkeinProcess pushing(String version, String... scripts) {
        return SkeinProcess.start(
                stage.environment,
                List.of("push", stage.bundle(version, scripts).toString(), "--target", "orders", "--wait"));
    }

    /** Waits until the progress of a run shows a value. */
    private JsonNode progress(String run, String pointer, String value) {
        return await(pointer)
                .atMost(PATIENCE)
                .until(
                        () -> stage.object("runs/" + run + "/progress.json"),
                        shown -> shown.at(pointer).asString("").equals(value));
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                stage.surroundings.jdbcUrl(stage.id) + "?ApplicationName=somebody",
                stage.surroundings.postgres().name(),
                stage.surroundings.postgres().secret());
    }
}
