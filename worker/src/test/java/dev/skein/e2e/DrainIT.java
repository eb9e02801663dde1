package dev.skein.e2e;

import static dev.skein.testing.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skein.ecs.EcsEndpoint;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Workers that are told to end, and several targets at a time. */
class DrainIT extends EndToEndTest {
    private static final String CREATE = "CREATE TABLE item (id int PRIMARY KEY);";

    /** Waits for whoever holds the lock of this number. */
    private static final String WAIT = "SELECT pg_advisory_xact_lock(4711);";

    private static final String[] HISTORY = {
        "V1__create.sql",
        CREATE,
        "V2__wait.sql",
        WAIT + "\nCREATE TABLE second (id int);",
        "V3__third.sql",
        "CREATE TABLE third (id int);"
    };

    @Test
    void an_idle_worker_ends_at_once_with_0() {
        stage.environment.put("SKEIN_RECEIVE_WAIT", "20s");
        SkeinProcess worker = stage.worker();

        worker.terminate();

        assertThat(worker.await().exitCode()).isZero();
        assertThat(worker.out()).contains("worker stopped");
    }

    @Test
    void what_is_at_work_is_cut_off_when_the_grace_is_over_and_goes_back_to_the_queue() throws Exception {
        prepare("fewest", "1s");
        SkeinProcess first = stage.worker();
        String run;
        try (Held held = new Held()) {
            run = held.push("1");

            first.terminate();

            assertThat(first.await().exitCode()).as(first.out()).isZero();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    stage.sql(
                                            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'skein %'"))
                            .containsExactly("0"));
            assertThat(stage.sql("SELECT to_regclass('item') IS NULL")).containsExactly("t");
        }
        stage.worker();

        assertThat(stage.outcome(run, 1).path("status").asString()).isEqualTo("APPLIED");
        assertThat(stage.sql("SELECT count(*) FROM flyway_schema_history")).containsExactly("3");
        stage.awaitEmpty(stage.uploads);
        stage.awaitEmpty(stage.deadLetters);
    }

    @Test
    void the_segment_at_work_is_finished_within_the_grace_and_no_other_begun() throws Exception {
        prepare("migration", "60s");
        SkeinProcess first = stage.worker();
        String run;
        try (Held held = new Held()) {
            run = held.push("1");
            first.terminate();
            await().atMost(PATIENCE).until(() -> first.out().contains("worker stopping"));
        }

        assertThat(first.await().exitCode()).as(first.out()).isZero();
        assertThat(stage.sql("SELECT to_regclass('second') IS NOT NULL AND to_regclass('third') IS NULL"))
                .containsExactly("t");

        stage.worker();

        assertThat(stage.outcome(run, 1).path("status").asString()).isEqualTo("APPLIED");
        assertThat(stage.outcome(run, 1).path("migrations")).hasSize(3);
        stage.awaitEmpty(stage.uploads);
    }

    @Test
    void other_targets_are_served_while_one_is_slow_and_its_next_upload_waits() throws Exception {
        prepare("fewest", "60s");
        stage.environment.put("SKEIN_TARGETS_OTHER_URL", stage.environment.get("SKEIN_TARGETS_ORDERS_URL"));
        stage.environment.put("SKEIN_TARGETS_OTHER_USER", stage.id);
        stage.environment.put("SKEIN_TARGETS_OTHER_PASSWORD", stage.environment.get("SKEIN_TARGETS_ORDERS_PASSWORD"));
        stage.environment.put("SKEIN_TARGETS_OTHER_SCHEMA", "other");
        stage.sql("CREATE SCHEMA other AUTHORIZATION " + stage.id);
        stage.environment.put("SKEIN_CONCURRENCY", "2");
        SkeinProcess worker = stage.worker();
        String next;
        try (Held held = new Held()) {
            held.push("1");
            next = "orders/orders/2/" + stage.put("bundles/orders/orders/2.zip", stage.bundle("2", HISTORY));
            await().atMost(PATIENCE).until(() -> worker.out().contains("is at work on target orders"));

            var other = stage.skein(
                    "push",
                    stage.bundleNamed("other", "1", "V1__other.sql", "CREATE TABLE other (id int);")
                            .toString(),
                    "--target",
                    "other",
                    "--wait");

            assertThat(other.exitCode()).as(other.toString()).isZero();
        }
        assertThat(stage.outcome(next, 1).path("status").asString()).isEqualTo("UNCHANGED");
    }

    @Test
    void a_task_of_ecs_is_protected_while_it_works_and_works_on_when_that_is_refused() {
        try (EcsEndpoint ecs = new EcsEndpoint()) {
            stage.environment.put(
                    "ECS_CONTAINER_METADATA_URI_V4", ecs.metadata().toString());
            stage.environment.put("AWS_ENDPOINT_URL_ECS", ecs.uri().toString());
            stage.environment.put("SKEIN_TARGETS_ORDERS_DRY_RUN", "off");
            SkeinProcess worker = stage.worker();
            String first = "orders/orders/1/"
                    + stage.put("bundles/orders/orders/1.zip", stage.bundle("1", "V1__create.sql", CREATE));
            assertThat(stage.outcome(first, 1).path("status").asString()).isEqualTo("APPLIED");
            await().atMost(PATIENCE).until(() -> ecs.calls().size() == 2);
            assertThat(ecs.calls())
                    .extracting(call -> call.path("protectionEnabled").asBoolean())
                    .containsExactly(true, false);

            ecs.answer(EcsEndpoint.Answer.DEPLOYMENT_BLOCKED);
            String second = "orders/orders/2/"
                    + stage.put(
                            "bundles/orders/orders/2.zip",
                            stage.bundle(
                                    "2", "V1__create.sql", CREATE, "V2__second.sql", "CREATE TABLE second (id int);"));

            assertThat(stage.outcome(second, 1).path("status").asString()).isEqualTo("APPLIED");
            assertThat(worker.out()).containsOnlyOnce("DEPLOYMENT_BLOCKED");
        }
    }

    private void prepare(String segments, String grace) {
        // What waits would wait in the dry run, too.
        stage.environment.put("SKEIN_TARGETS_ORDERS_DRY_RUN", "off");
        stage.environment.put("SKEIN_TARGETS_ORDERS_SEGMENTS", segments);
        stage.environment.put("SKEIN_TARGETS_ORDERS_LOCK_TIMEOUT", "10m");
        stage.environment.put("SKEIN_SHUTDOWN_GRACE", grace);
    }

    /** Holds the lock that the migration waits for. */
    private final class Held implements AutoCloseable {
        private final Connection connection;

        Held() throws SQLException {
            connection = DriverManager.getConnection(
                    Surroundings.shared().jdbcUrl(stage.id),
                    Surroundings.shared().postgres().name(),
                    Surroundings.shared().postgres().secret());
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT pg_advisory_lock(4711)");
            }
        }

        /** Pushes a version and waits until it waits; returns its run. */
        String push(String version) {
            String run = "orders/orders/" + version + "/"
                    + stage.put("bundles/orders/orders/" + version + ".zip", stage.bundle(version, HISTORY));
            await().atMost(PATIENCE)
                    .until(() -> stage.sql(
                                    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
                                            + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())")
                            .equals(List.of("1")));
            return run;
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
