package dev.skein.rig;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Where all bytes of a proxy pass: at once, late, or not until it is opened again. */
final class Gate {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition opened = lock.newCondition();
    private boolean shut;
    private long delay;

    void pass() throws InterruptedException {
        long late;
        lock.lock();
        try {
            while (shut) {
                opened.await();
            }
            late = delay;
        } finally {
            lock.unlock();
        }
        TimeUnit.MILLISECONDS.sleep(late);
    }

    void shut() {
        set(true, 0);
    }

    void open() {
        set(false, 0);
    }

    /** @param milliseconds that each message and each piece of an answer takes */
    void slow(long milliseconds) {
        set(false, milliseconds);
    }

    private void set(boolean isShut, long milliseconds) {
        lock.lock();
        try {
            shut = isShut;
            delay = milliseconds;
            opened.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
