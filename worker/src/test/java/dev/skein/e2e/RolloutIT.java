package dev.skein.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.ecs.EcsEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Services of ECS that wait for a target; the sandbox has no ECS, so its calls go to an endpoint that speaks its protocol. */
class RolloutIT extends EndToEndTest {
    private static final String CREATE = "CREATE TABLE item (id int);";

    private final EcsEndpoint ecs = new EcsEndpoint();

    @BeforeEach
    void direct() {
        stage.environment.put("AWS_ENDPOINT_URL_ECS", ecs.uri().toString());
        stage.environment.put("SKEIN_TARGETS_ORDERS_DRY_RUN", "off");
    }

    @AfterEach
    void close() {
        ecs.close();
    }

    @Test
    void services_take_new_tasks_once_the_bundle_is_applied_and_only_then() {
        stage.environment.put("SKEIN_TARGETS_ORDERS_ROLLOUT", "shop/api,shop/worker");
        stage.worker();
        push("1", "V1__create_item.sql", CREATE);
        assertThat(ecs.deployed()).containsExactly("shop/api", "shop/worker");

        SkeinProcess.Result unchanged = push("2", "V1__create_item.sql", CREATE);
        SkeinProcess.Result failed =
                push("3", "V1__create_item.sql", CREATE, "V2__fails.sql", "SELECT * FROM nothing;");

        assertThat(unchanged.out()).contains("UNCHANGED");
        assertThat(failed.exitCode()).isEqualTo(11);
        assertThat(ecs.deployed()).hasSize(2);
    }

    @Test
    void a_rollout_that_fails_is_told_and_leaves_the_apply_applied() {
        stage.environment.put("SKEIN_TARGETS_ORDERS_ROLLOUT", "shop/" + EcsEndpoint.MISSING + ",shop/api");
        stage.worker();

        SkeinProcess.Result pushed = push("1", "V1__create_item.sql", CREATE);

        assertThat(pushed.exitCode()).as(pushed.toString()).isZero();
        assertThat(pushed.out())
                .contains("APPLIED", "warning rollout of shop/gone failed: Service not found.")
                .contains("next: aws ecs update-service --cluster shop --service gone --force-new-deployment")
                .contains("rollout of shop/api begun, deployment ecs-svc/2");
        JsonNode outcome =
                JsonMapper.shared().readTree(stage.take(stage.outcomeInbox).body());
        assertThat(outcome.at("/rollout/0/service").asString()).isEqualTo("shop/gone");
        assertThat(outcome.at("/rollout/0/problem").asString()).contains("Service not found.");
        assertThat(outcome.at("/rollout/1/deployment").asString()).isEqualTo("ecs-svc/2");
        assertThat(stage.take(stage.alertInbox).body())
                .contains("Rollout of `shop/gone` failed", "Rollout of `shop/api` begun");
    }

    @Test
    void a_groups_services_wait_for_all_members() {
        stage.environment.keySet().stream()
                .filter(key -> key.startsWith("SKEIN_TARGETS_ORDERS_"))
                .toList()
                .forEach(key -> stage.environment.put(key.replace("ORDERS", "OTHER"), stage.environment.get(key)));
        stage.environment.put("SKEIN_TARGETS_OTHER_SCHEMA", "other");
        stage.environment.put("SKEIN_TARGETS_ALL_MEMBERS", "orders,other");
        stage.environment.put("SKEIN_TARGETS_ALL_ROLLOUT", "shop/api");
        stage.worker();
        stage.sql("CREATE SCHEMA other AUTHORIZATION " + stage.id);

        SkeinProcess.Result pushed = stage.skein(
                "push", stage.bundle("1", "V1__create_item.sql", CREATE).toString(), "--target", "all", "--wait");

        assertThat(pushed.exitCode()).as(pushed.toString()).isZero();
        assertThat(pushed.out()).contains("rollout of shop/api begun");
        assertThat(ecs.deployed()).containsExactly("shop/api");
    }

    private SkeinProcess.Result push(String version, String... scripts) {
        return stage.skein("push", stage.bundle(version, scripts).toString(), "--target", "orders", "--wait");
    }
}
