package dev.skein.rig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.e2e.Surroundings;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** More workers than work. */
class CrowdIT {
    private static final int WORKERS = 10;

    @BeforeAll
    static void assumeSurroundings() {
        Surroundings.assume();
    }

    @Test
    void ten_workers_with_ten_copies_of_one_message_apply_it_once() {
        try (Scene scene = new Scene()) {
            Scene.Upload upload = scene.upload();
            for (int copies = 1; copies < WORKERS; copies++) {
                scene.duplicate(upload);
            }
            List<RiggedWorker> workers =
                    Stream.generate(scene::begin).limit(WORKERS).toList();
            workers.forEach(RiggedWorker::awaitPolling);

            List<String> losses = scene.losses();
            Results.note(Scenario.CROWD, 1, WORKERS, losses);
            assertThat(losses).isEmpty();
        }
    }
}
