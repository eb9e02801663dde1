package dev.skein.rig;

import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A worker that lost its message to another one cannot change anything any more, whenever its network comes back. */
class FencingIT extends Rig {
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void cannot_commit_what_another_worker_has_taken_over() throws InterruptedException {
        prove(
                Scenario.FENCED_COMMIT,
                scene -> takeOver(scene, at -> at.statement("INSERT INTO ledger.*\\.1'", "COMMIT")));
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void cannot_mark_what_another_worker_has_taken_over() throws InterruptedException {
        prove(
                Scenario.FENCED_MARK,
                scene -> takeOver(scene, at -> at.statement("CREATE INDEX CONCURRENTLY", "INSERT INTO skein.journal")));
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void does_not_go_on_to_build_an_index_that_another_worker_has_taken_over() throws InterruptedException {
        prove(Scenario.FENCED_INDEX, scene -> {
            RiggedWorker first = scene.worker();
            try (Obstacle snapshot = new Obstacles(scene).snapshot()) {
                scene.upload();
                snapshot.await();
                first.network().postgres().hang();
                scene.handOver(first);
            }
            scene.awaitEnd(scene.last());
            first.network().postgres().pass();
        });
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void loses_a_message_that_it_could_not_keep_hidden() throws InterruptedException {
        prove(Scenario.FENCED_ALIVE, scene -> {
            RiggedWorker first = scene.worker();
            first.network().aws().set(Fault.UNAVAILABLE, Moment.of("ChangeMessageVisibility"), Integer.MAX_VALUE);
            try (Obstacle lock = new Obstacles(scene).lock()) {
                scene.upload();
                lock.await();
                scene.handOver(first);
            }
            scene.awaitEnd(scene.last());
        });
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void leaves_the_run_to_the_first_where_a_further_copy_of_the_message_comes() throws InterruptedException {
        prove(Scenario.FURTHER_COPY, scene -> {
            RiggedWorker first = scene.worker();
            try (Obstacle lock = new Obstacles(scene).lock()) {
                Scene.Upload upload = scene.upload();
                lock.await();
                RiggedWorker second = scene.start();
                scene.duplicate(upload);
                second.awaitSaying("the same run, received once more, holds the target");
            }
            scene.awaitEnd(scene.last());
            first.awaitSaying("\"status\":\"APPLIED\"");
        });
    }

    private static void takeOver(Scene scene, Function<Obstacles, Obstacle> where) throws InterruptedException {
        RiggedWorker first = scene.worker();
        Obstacle held = where.apply(new Obstacles(scene));
        Scene.Upload upload = scene.upload();
        held.await();
        first.network().postgres().hang();
        scene.handOver(first);
        scene.awaitEnd(upload);
        first.network().postgres().pass();
        first.awaitSaying("\"message\":\"waiting\"");
    }
}
