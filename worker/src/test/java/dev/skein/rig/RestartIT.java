package dev.skein.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.skein.e2e.Stage;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The primary is restarted under a worker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestartIT {
    private Postmaster server;
    private Scene scene;

    @BeforeAll
    void begin() {
        assumeFalse("containers".equals(System.getProperty("skein.e2e")), "a server in a container is not restarted");
        server = Postmaster.start();
        Stage stage = new Stage();
        Database postgres = new Database(server.url("postgres"), "postgres", server.admin());
        postgres.execute(
                "CREATE ROLE " + stage.id + " LOGIN CREATEDB", "CREATE DATABASE " + stage.id + " OWNER " + stage.id);
        scene = new Scene(stage, new Database(server.url(stage.id), stage.id, server.admin()));
        scene.start();
        scene.awaitEnd(scene.upload());
    }

    @AfterAll
    void end() {
        scene.close();
        server.close();
    }

    @Test
    void survives_a_fast_restart_in_a_transaction() throws InterruptedException {
        survive(Scenario.RESTART_FAST, Obstacles::lock, Postmaster.Mode.FAST);
    }

    @Test
    void survives_an_immediate_restart_in_a_transaction() throws InterruptedException {
        survive(Scenario.RESTART_IMMEDIATE, Obstacles::lock, Postmaster.Mode.IMMEDIATE);
    }

    @Test
    void survives_an_immediate_restart_in_an_index_build() throws InterruptedException {
        survive(Scenario.RESTART_INDEX, Obstacles::snapshot, Postmaster.Mode.IMMEDIATE);
    }

    private void survive(Scenario scenario, Function<Obstacles, Obstacle> where, Postmaster.Mode mode)
            throws InterruptedException {
        try (Obstacle obstacle = where.apply(new Obstacles(scene))) {
            scene.upload();
            obstacle.await();
            server.restart(mode);
        }
        List<String> losses = scene.losses();
        Results.note(scenario, 1, 1, losses);
        assertThat(losses).as(scene.worker().process().out()).isEmpty();
    }
}
