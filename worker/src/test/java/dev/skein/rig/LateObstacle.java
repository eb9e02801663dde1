package dev.skein.rig;

import java.util.Optional;
import java.util.function.Supplier;

/** An obstacle that is put only when the worker has come near: what comes before it would be stopped, too. */
final class LateObstacle implements Obstacle {
    private final Trap near;
    private final Supplier<Obstacle> obstacle;
    private Optional<Obstacle> put = Optional.empty();

    /** @param near holds the message before the moment */
    LateObstacle(Trap near, Supplier<Obstacle> obstacle) {
        this.near = near;
        this.obstacle = obstacle;
    }

    @Override
    public void await() throws InterruptedException {
        near.await();
        Obstacle now = obstacle.get();
        put = Optional.of(now);
        near.release();
        now.await();
    }

    @Override
    public void close() {
        near.release();
        put.ifPresent(Obstacle::close);
    }
}
