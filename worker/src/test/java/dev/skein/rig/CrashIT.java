package dev.skein.rig;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A worker is killed at each step of its path. */
class CrashIT extends Rig {
    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @FieldSource("dev.skein.rig.KillPoint#ALL")
    void what_a_killed_worker_began_is_finished_by_another_one(KillPoint point) throws InterruptedException {
        prove(point, scene -> {
            try (Obstacle obstacle = point.put(scene)) {
                scene.upload();
                obstacle.await();
                scene.kill();
            }
            scene.start();
        });
    }
}
