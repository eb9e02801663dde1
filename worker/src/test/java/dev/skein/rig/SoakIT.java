package dev.skein.rig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.e2e.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Workers are killed at random moments while they work off a series of uploads. {@code -Dskein.soak.kills} says how often,
 * {@code -Dskein.soak.seed} repeats the moments of a run, as far as the machine lets it.
 */
class SoakIT {
    private static final Logger LOG = LoggerFactory.getLogger(SoakIT.class);
    private static final int KILLS = Integer.getInteger("skein.soak.kills", 50);
    private static final long SEED = Long.getLong("skein.soak.seed", System.nanoTime());

    /** Series at a time: a worker that is killed leaves behind what the next one has to wait for. */
    private static final int LANES = 3;

    /** Then a new target begins: the dry runs of a long series are slow, and kills are what is wanted. */
    private static final int LONGEST = 10;

    @BeforeAll
    static void assumeSurroundings() {
        Surroundings.assume();
    }

    @Test
    void loses_nothing_when_workers_are_killed_at_any_moment() throws Exception {
        LOG.atInfo().addKeyValue("seed", SEED).addKeyValue("kills", KILLS).log("soak");
        List<Lane> lanes = IntStream.range(0, LANES)
                .mapToObj(lane -> new Lane(new Random(SEED + lane), KILLS / LANES + (lane < KILLS % LANES ? 1 : 0)))
                .toList();
        ExecutorService executor = Executors.newFixedThreadPool(LANES);
        try {
            for (Future<Void> end : executor.invokeAll(lanes)) {
                end.get();
            }
        } finally {
            executor.shutdownNow();
        }
        List<String> losses =
                lanes.stream().flatMap(lane -> lane.losses.stream()).toList();
        Results.note(
                Scenario.SOAK,
                lanes.stream().mapToInt(lane -> lane.uploads).sum(),
                lanes.stream().mapToInt(lane -> lane.kills).sum(),
                losses);
        assertThat(losses).as("-Dskein.soak.seed=" + SEED).isEmpty();
    }

    /** Series of uploads one after the other, until its share of the kills is done. */
    private static final class Lane implements Callable<Void> {
        private final List<String> losses = new ArrayList<>();
        private final Random random;
        private final int share;
        private int kills;
        private int uploads;

        Lane(Random random, int share) {
            this.random = random;
            this.share = share;
        }

        @Override
        public Void call() throws InterruptedException {
            while (kills < share) {
                try (Scene scene = new Scene()) {
                    wear(scene);
                    losses.addAll(scene.losses());
                    uploads += scene.version();
                }
            }
            return null;
        }

        /**
         * There is always an upload to be worked on. A moment is a number of messages that the worker has sent, so that all are met
         * on a slow machine too: about half of the workers finish an upload.
         */
        private void wear(Scene scene) throws InterruptedException {
            scene.start();
            scene.awaitEnd(scene.upload());
            int work = scene.worker().network().passed();
            scene.kill();
            scene.upload();
            while (kills < share && scene.version() < LONGEST) {
                scene.start();
                live(scene, random.nextInt(2 * work));
                scene.kill();
                kills++;
            }
            scene.start();
        }

        private static void live(Scene scene, int messages) throws InterruptedException {
            while (scene.worker().network().passed() < messages) {
                if (scene.version() < LONGEST && scene.hasEnded(scene.last())) {
                    scene.upload();
                }
                TimeUnit.MILLISECONDS.sleep(10);
            }
        }
    }
}
