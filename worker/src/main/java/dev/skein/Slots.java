package dev.skein;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Where messages are worked on, so many at a time. A slot is taken before a message is received that needs it. */
final class Slots {
    private final int all;
    private final Semaphore free;
    private final ExecutorService threads;

    private Slots(int all, ThreadFactory threads) {
        this.all = all;
        this.free = new Semaphore(all);
        this.threads = Executors.newFixedThreadPool(all, threads);
    }

    /** @param name of the threads */
    static Slots of(String name, int all) {
        AtomicInteger made = new AtomicInteger();
        return new Slots(all, work -> WorkerThread.of(work, name + "-" + made.incrementAndGet()));
    }

    /**
     * Waits for a free slot, and takes as many as are free, up to {@code most}.
     *
     * @param whenFull called before it waits
     */
    int take(int most, Runnable whenFull) throws InterruptedException {
        if (!free.tryAcquire()) {
            whenFull.run();
            free.acquire();
        }
        int taken = 1;
        while (taken < most && free.tryAcquire()) {
            taken++;
        }
        return taken;
    }

    void giveBack(int taken) {
        free.release(taken);
    }

    /** Works in a slot that was taken, and gives that one back. */
    void run(Runnable work) {
        threads.execute(() -> {
            try {
                work.run();
            } finally {
                free.release();
            }
        });
    }

    /** Waits until nothing is worked on; returns whether that came in time. */
    boolean awaitIdle(Duration patience) throws InterruptedException {
        boolean idle = free.tryAcquire(all, patience.toMillis(), TimeUnit.MILLISECONDS);
        if (idle) {
            free.release(all);
        }
        return idle;
    }
}
