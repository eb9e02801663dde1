package dev.skein.apply;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * That the worker is told to end. At first, what is at work may go on to the next place where nothing is half done, and nothing else
 * is begun; later it is cut off, and PostgreSQL takes it back.
 */
public final class Drain {
    private final Set<Runnable> atWork = ConcurrentHashMap.newKeySet();
    private volatile boolean begun;
    private volatile boolean over;

    /** Nothing is begun any more. */
    public void begin() {
        begun = true;
    }

    /** Whether it is. */
    public boolean isBegun() {
        return begun;
    }

    /** Whether what is at work is cut off. */
    public boolean isOver() {
        return over;
    }

    /** Cuts off what is at work; may be called again, for what was between two statements. */
    public void cutOff() {
        begun = true;
        over = true;
        atWork.forEach(Runnable::run);
    }

    /** Work that can be cut off, until the work is closed. */
    public Work work(Runnable cutOff) {
        atWork.add(cutOff);
        if (over) {
            cutOff.run();
        }
        return () -> atWork.remove(cutOff);
    }

    /** Work that can be cut off. */
    @FunctionalInterface
    public interface Work extends AutoCloseable {
        @Override
        void close();
    }
}
