package dev.skein.rig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.e2e.Surroundings;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A worker is killed at each step of its path, and another one finishes what it began. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashIT {
    /** Goes on from step to step while all is well. */
    private Optional<Scene> scene = Optional.empty();

    @BeforeAll
    static void assumeSurroundings() {
        Surroundings.assume();
    }

    @AfterAll
    void close() {
        scene.ifPresent(Scene::close);
    }

    @ParameterizedTest
    @FieldSource("dev.skein.rig.KillPoint#ALL")
    void what_a_killed_worker_began_is_finished_by_another_one(KillPoint point) throws InterruptedException {
        Scene sound = scene.orElseGet(CrashIT::begin);
        scene = Optional.empty();
        try {
            try (Obstacle obstacle = point.put(sound)) {
                sound.upload();
                obstacle.await();
                sound.kill();
            }
            sound.start();
            List<String> losses = sound.losses();
            assertThat(losses).as(sound.worker().process().out()).isEmpty();
            scene = Optional.of(sound);
        } finally {
            if (scene.isEmpty()) {
                sound.close();
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
