package dev.skein.rig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.e2e.Surroundings;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/**
 * Tests that take targets from version to version, each one of them at a time. A test that fails leaves a target of which
 * nothing is known any more: the next one gets a new one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Rig {
    /** Dry runs begin by all versions before. */
    private static final int LONGEST = 8;

    private final Queue<Scene> sound = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void assumeSurroundings() {
        Surroundings.assume();
    }

    @AfterAll
    void close() {
        sound.forEach(Scene::close);
    }

    /** Uploads one version under one fault or more; a worker is left. */
    @FunctionalInterface
    interface Play {
        void run(Scene scene) throws InterruptedException;
    }

    /** A trial on a target with one version at least and a worker that polls; it loses nothing. */
    final void prove(Trial trial, Play play) throws InterruptedException {
        Scene scene = Optional.ofNullable(sound.poll()).orElseGet(Rig::begin);
        boolean goesOn = false;
        try {
            play.run(scene);
            List<String> losses = scene.losses();
            Results.note(trial, 1, 1, losses);
            assertThat(losses).as(scene.worker().process().out()).isEmpty();
            scene.retire();
            goesOn = scene.version() < LONGEST;
        } finally {
            if (goesOn) {
                sound.add(scene);
            } else {
                scene.close();
            }
        }
    }

    /** The first version is there, since the next ones need its tables. */
    private static Scene begin() {
        Scene scene = new Scene();
        scene.start();
        scene.awaitEnd(scene.upload());
        return scene;
    }
}
