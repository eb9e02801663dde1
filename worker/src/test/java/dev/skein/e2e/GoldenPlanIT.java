package dev.skein.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.testing.Golden;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The plan of each example bundle is the one beside it. */
class GoldenPlanIT extends EndToEndTest {
    private static final Path BUNDLES = Path.of("..", "migration-bundles");

    private Map<String, String> environment = Map.of();

    @BeforeEach
    void environment() {
        environment = new HashMap<>(stage.environment);
        environment.put("PGPASSWORD", Stage.PASSWORD);
        environment.put("COLUMNS", "100");
    }

    @Test
    void the_orders_are_created_then_grow_and_then_do_not_fit_the_rows() {
        plan("orders/1.0.0", 0);
        apply("orders/1.0.0", 0);
        plan("orders/1.1.0", 0);
        apply("orders/1.1.0", 0);
        plan("orders/1.2.0", 10);
        apply("orders/1.2.0", 10);

        stage.sql("UPDATE customer SET email = 'ada.k@example.com' WHERE id = 3");
        apply("orders/1.2.0", 0);
        assertThat(run("plan", "orders/1.2.0").out()).startsWith("NOTHING TO DO");
    }

    @Test
    void the_prisma_shop_is_created() {
        plan("shop-prisma", 0);
    }

    @Test
    void the_broken_bundle_is_refused_before_any_plan() {
        plan("broken", 10);
    }

    private void plan(String bundle, int exitCode) {
        SkeinProcess.Result planned = run("plan", bundle);
        assertThat(planned.exitCode()).as(planned.toString()).isEqualTo(exitCode);
        Golden.assertSame(
                BUNDLES.resolve(bundle).resolve("plan.txt"),
                planned.out().replace(stage.id, "app").replaceAll("in [0-9.]+\\sm?s\\.", "in 0.0 s."));
    }

    private void apply(String bundle, int exitCode) {
        SkeinProcess.Result applied = run("apply", bundle);
        assertThat(applied.exitCode()).as(applied.toString()).isEqualTo(exitCode);
    }

    private SkeinProcess.Result run(String command, String bundle) {
        List<String> arguments = new ArrayList<>(List.of(
                command,
                BUNDLES.resolve(bundle).toString(),
                "--name",
                "orders",
                "--version",
                bundle.contains("/") ? bundle.substring(bundle.indexOf('/') + 1) : "1.0.0",
                "--url",
                stage.surroundings.jdbcUrl(stage.id),
                "--user",
                stage.id,
                // The plan says how the shadow was made; without this it would depend on the machine.
                "--pg-dump",
                "/none/pg_dump"));
        return SkeinProcess.run(environment, arguments.toArray(String[]::new));
    }
}
