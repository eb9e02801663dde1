package dev.skein.e2e;

import static dev.skein.testing.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code skein health} says of a worker. */
class HealthIT extends EndToEndTest {

    @TempDir
    Path folder;

    @BeforeEach
    void setUpFile() {
        stage.environment.put("SKEIN_HEALTH_FILE", folder.resolve("health.json").toString());
    }

    @Test
    void tells_a_worker_that_polls_one_that_is_stopped_and_one_that_is_gone() throws Exception {
        assertHealth("NO_WORKER", 1);
        SkeinProcess worker = stage.worker();
        assertHealth("POLLING", 0);

        worker.signal("STOP");
        assertHealth("STUCK", 1);
        worker.signal("CONT");
        assertHealth("POLLING", 0);

        worker.kill();
        assertHealth("NO_WORKER", 1);
        assertThat(stage.skein("health").out())
                .contains("no worker: the worker's process")
                .contains("is gone");
    }

    @Test
    void a_worker_whose_slots_are_all_taken_is_at_work_and_drains_when_told_to_end() throws Exception {
        stage.environment.put("SKEIN_CONCURRENCY", "1");
        stage.environment.put("SKEIN_TARGETS_ORDERS_LOCK_TIMEOUT", "10m");
        // A dry run on a copy would wait for the lock, too.
        stage.environment.put("SKEIN_TARGETS_ORDERS_DRY_RUN", "off");
        SkeinProcess worker = stage.worker();
        try (Connection holder = DriverManager.getConnection(
                        stage.surroundings.jdbcUrl(stage.id),
                        stage.surroundings.postgres().name(),
                        stage.surroundings.postgres().secret());
                Statement statement = holder.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(4711)");
            stage.put(
                    "bundles/orders/orders/1.zip",
                    stage.bundle("1", "V1__a.sql", "SELECT pg_advisory_xact_lock(4711); CREATE TABLE a (id int);"));

            await().atMost(PATIENCE)
                    .until(() -> stage.sql("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
                            .equals(List.of("1")));
            JsonNode full = assertHealth("AT_WORK", 0);
            assertThat(full.path("message").asString())
                    .contains("last heartbeat")
                    .contains("1 run at work");

            worker.terminate();
            assertHealth("DRAINING", 0);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        assertThat(worker.await().exitCode()).isZero();
        assertHealth("NO_WORKER", 1);
    }

    /** Waits for a state. */
    private JsonNode assertHealth(String state, int exitCode) {
        SkeinProcess.Result[] last = new SkeinProcess.Result[1];
        await(state).atMost(PATIENCE).untilAsserted(() -> {
            last[0] = stage.skein("health", "--json");
            assertThat(last[0].exitCode()).as(last[0].out() + last[0].err()).isEqualTo(exitCode);
            assertThat(JsonMapper.shared().readTree(last[0].out()).path("state").asString())
                    .isEqualTo(state);
        });
        return JsonMapper.shared().readTree(last[0].out());
    }
}
