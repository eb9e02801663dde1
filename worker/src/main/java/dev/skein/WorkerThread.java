package dev.skein;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Threads that the worker lives by: one that ends by itself has met what it cannot handle, and the process ends with it. */
final class WorkerThread {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerThread.class);

    private WorkerThread() {}

    static Thread of(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setUncaughtExceptionHandler((ended, failure) -> {
            LOG.atError().setCause(failure).addKeyValue("thread", name).log("worker broken");
            Runtime.getRuntime().halt(1);
        });
        return thread;
    }
}
