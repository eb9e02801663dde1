package dev.skein.e2e;

import static dev.skein.testing.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class WaitIT extends EndToEndTest {
    @Test
    void waits_through_a_failure_until_the_bundle_is_applied() {
        String bundle = stage.bundle("1", "V1__view.sql", "CREATE VIEW items AS SELECT * FROM outside.item;")
                .toString();
        stage.environment.put("SKEIN_TARGETS_ORDERS_DRY_RUN", "off");
        stage.worker();

        try (SkeinProcess waiting = start("10m")) {
            await().atMost(PATIENCE).until(() -> waiting.err().contains("waiting for bundles/orders/orders/1.zip"));
            var failed = stage.skein("push", bundle, "--target", "orders", "--wait", "--json");
            String run =
                    JsonMapper.shared().readTree(failed.out()).path("runId").asString();
            var late = start("1s").await();
            stage.sql("CREATE SCHEMA outside AUTHORIZATION " + stage.id);
            stage.sql("CREATE TABLE outside.item (id int); ALTER TABLE outside.item OWNER TO " + stage.id);
            var redriven = stage.skein("redrive", "--run", run, "--wait");

            assertThat(failed.exitCode()).as(failed.toString()).isEqualTo(11);
            assertThat(late.exitCode()).as(late.toString()).isEqualTo(11);
            assertThat(late.out()).contains("FAILED  orders 1 on orders");
            assertThat(redriven.exitCode()).as(redriven.toString()).isZero();
            var applied = waiting.await();
            assertThat(applied.exitCode()).as(applied.toString()).isZero();
            assertThat(applied.out()).contains("APPLIED  orders 1 on orders");
        }
    }

    @Test
    void says_that_nothing_was_uploaded() {
        var result = start("1s").await();

        assertThat(result.exitCode()).isEqualTo(13);
        assertThat(result.err()).contains("no outcome of bundles/orders/orders/1.zip in time; is it uploaded?");
    }

    private SkeinProcess start(String timeout) {
        return SkeinProcess.start(
                stage.environment,
                List.of("wait", "--target", "orders", "--name", "orders", "--version", "1", "--timeout", timeout));
    }
}
