package dev.skein.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A worker in the image, as an orchestrator starts it, and the sandbox around it. */
@NeedsDebianTools
class ImageWorkerIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String USER = "65532";

    @TempDir
    Path folder;

    private final BuiltImage image = BuiltImage.get();

    @Test
    void applies_a_bundle_that_it_has_tried_on_a_copy_of_the_schema_and_is_healthy() throws IOException {
        try (Sandbox sandbox = Sandbox.start(folder);
                Container worker = Container.start(image, sandbox.variables(), image.defaultArguments(), folder)) {
            await().atMost(PATIENCE).until(() -> worker.log().contains("worker started"));
            assertThat(worker.userIds()).containsOnly(USER);
            assertThat(worker.run(image.entryPoint(List.of("health"))).orThrow().output())
                    .isNotEmpty();

            Finished applied = push(sandbox, "1.0.0");
            assertThat(applied.output()).contains("\nAPPLIED", "-> 2");

            Finished plan = sandbox.skein("plan", bundle(sandbox, "1.1.0"), "--target", "orders", "--json");
            JsonNode method = JsonMapper.shared()
                    .readTree(plan.output().substring(plan.output().indexOf('{')))
                    .findValue("method");
            assertThat(method.path("kind").asString()).isEqualTo("clone");
            assertThat(method.path("pgDump").asString()).startsWith("18.");

            assertThat(worker.end()).isZero();
        }
    }

    private Finished push(Sandbox sandbox, String version) {
        return sandbox.skein("push", bundle(sandbox, version), "--target", "orders", "--wait")
                .orThrow();
    }

    private String bundle(Sandbox sandbox, String version) {
        String zip = folder.resolve(version + ".zip").toString();
        String migrations = Checkout.path("migration-bundles/orders/" + version).toString();
        sandbox.skein("bundle", migrations, "--name", "orders", "--version", version, "-o", zip)
                .orThrow();
        return zip;
    }
}
