package dev.skein.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the template says is made in the sandbox as it says it, and the worker is started as the template starts it. */
@ExtendWith(RequiresNode.class)
class DeployedIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Deque<Runnable> ENDED_LAST_FIRST = new ArrayDeque<>();

    private static final String AT_THE_GATE = """
            SELECT pid FROM pg_stat_activity
            WHERE datname = 'orders' AND state = 'active' AND query LIKE '%gate%' AND pid <> pg_backend_pid()
            """;

    private static Deployment deployment;
    private static SkeinJar worker;

    @TempDir
    Path folder;

    @BeforeAll
    static void deploy() {
        deployment = Deployment.of(Synthesis.ofExample());
        ENDED_LAST_FIRST.add(deployment::close);
        worker = SkeinJar.start(deployment.workerVariables(), List.of("worker"));
        ENDED_LAST_FIRST.add(worker::close);
        await().atMost(PATIENCE).until(() -> worker.out().contains("worker started") || !worker.isAlive());
        assertThat(worker.isAlive()).as(worker.out()).isTrue();
    }

    @AfterAll
    static void end() {
        ENDED_LAST_FIRST.descendingIterator().forEachRemaining(Runnable::run);
    }

    @Test
    void applies_a_bundle_and_counts_how_runs_waited_and_ended() throws IOException {
        migration("V1__orders.sql", """
                CREATE TABLE orders (id bigint PRIMARY KEY);
                INSERT INTO orders VALUES (1);
                DO $$ BEGIN
                    WHILE current_database() = 'orders' AND EXISTS (SELECT FROM pg_namespace WHERE nspname = 'gate') LOOP
                        PERFORM pg_sleep(0.1);
                    END LOOP;
                END $$;
                """);
        deployment.rows("CREATE SCHEMA gate");
        Path first = bundle("orders", "1.0.0");
        push(first);
        await().atMost(PATIENCE).until(() -> !deployment.rows(AT_THE_GATE).isEmpty());
        push(bundle("copy", "1.0.0"));
        LogFilter waits = LogFilter.of(Synthesis.ofExample(), "WaitedSeconds");
        await().atMost(PATIENCE).until(() -> waits.count(worker.lines()) > 0);
        List<String> whileHeldUp = worker.lines();
        deployment.rows("DROP SCHEMA gate");
        SkeinJar.Result applied = push(first, "--wait");
        // A shadow has no rows, so this is found out by the apply.
        migration("V2__empty.sql", """
                DO $$ BEGIN
                    IF EXISTS (SELECT FROM orders) THEN RAISE EXCEPTION 'there are rows'; END IF;
                END $$;
                """);
        SkeinJar.Result failed = push("1.1.0");
        migration("V2__empty.sql", "ALTER SYSTEM SET work_mem = '1GB';");
        SkeinJar.Result rejected = push("1.2.0");

        assertThat(List.of(applied.exitCode(), failed.exitCode(), rejected.exitCode()))
                .as(applied.out() + failed.out() + rejected.out())
                .containsExactly(0, 11, 10);
        assertThat(deployment.rows("SELECT id FROM orders")).containsExactly("1");
        assertThat(waits.values(whileHeldUp))
                .as("seconds since the first receive")
                .hasSize((int) waits.count(whileHeldUp))
                .allSatisfy(seconds -> assertThat(seconds).isBetween(0L, PATIENCE.toSeconds()));
        LogFilter runs = LogFilter.of(Synthesis.ofExample(), "Runs");
        await().atMost(PATIENCE).until(() -> ends(runs, "orders/1.2.0/").contains("REJECTED"));
        assertThat(ends(runs, "orders/1.")).containsExactly("APPLIED", "FAILED", "REJECTED");
        assertThat(LogFilter.of(Synthesis.ofExample(), "Errors").count(worker.lines()))
                .as("what a person has to look at")
                .isZero();
    }

    /** The ends that are counted of the runs whose names hold this. */
    private static List<String> ends(LogFilter runs, String name) {
        return runs.dimension(
                worker.lines().stream().filter(line -> line.contains(name)).toList(), "Status");
    }

    @Test
    void sends_no_message_of_objects_under_other_prefixes() {
        deployment.put("elsewhere/orders/orders/9.9.9.zip");
        deployment.put("runs/orders/orders/9.9.9/x/1/outcome.json");
        // Comes after those two, so that they would have been seen before it.
        deployment.put("bundles/orders/orders/no-bundle.zip");

        await().atMost(PATIENCE).until(() -> worker.out().contains("orders/orders/no-bundle/"));
        assertThat(worker.out()).doesNotContain("9.9.9");
    }

    @Test
    void is_healthy() {
        SkeinJar.Result health = SkeinJar.run(deployment.workerVariables(), List.of("health"));

        assertThat(health.exitCode()).as(health.out()).isZero();
    }

    private void migration(String name, String sql) throws IOException {
        Files.writeString(folder.resolve(name), sql);
    }

    private SkeinJar.Result push(String version) throws IOException {
        return push(bundle("orders", version), "--wait");
    }

    private SkeinJar.Result push(Path bundle, String... options) {
        List<String> command = new ArrayList<>(List.of("push", bundle.toString(), "--target", "orders"));
        command.addAll(List.of(options));
        return SkeinJar.run(deployment.workerVariables(), command);
    }

    private Path bundle(String name, String version) throws IOException {
        Path bundle = Files.createTempDirectory("skein-infra").resolve(name + "-" + version + ".zip");
        SkeinJar.Result made = SkeinJar.run(
                deployment.workerVariables(),
                List.of("bundle", folder.toString(), "--name", name, "--version", version, "-o", bundle.toString()));
        assertThat(made.exitCode()).as(made.out()).isZero();
        return bundle;
    }
}
