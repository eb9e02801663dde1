package dev.skein.rig;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Where all bytes of a proxy pass: at once, late, or not until it is opened again. */
final class Gate {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition opened = lock.newCondition();
    private boolean shut;
    private Duration delay = Duration.ZERO;

    void pass() throws InterruptedException {
        Duration late;
        lock.lock();
        try {
            while (shut) {
                opened.await();
            }
            late = delay;
        } finally {
            lock.unlock();
        }
        TimeUnit.MILLISECONDS.sleep(late.toMillis());
    }

    void shut() {
        change(() -> shut = true);
    }

    /** Everything passes at once. */
    void open() {
        change(() -> {
            shut = false;
            delay = Duration.ZERO;
        });
    }

    /** @param each what every message and every piece of an answer takes */
    void slow(Duration each) {
        change(() -> delay = each);
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            opened.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
