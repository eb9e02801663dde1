package dev.skein.telemetry;

/** Tells of the run that the calling thread is at work on; a thread that is at work on none tells nothing of a run. */
public interface Steps {
    /** Tells nobody. */
    Steps NONE = Silence.STEPS;

    /**
     * Does a step, and tells how long it took and whether it threw.
     *
     * @param <R> what comes of it
     * @param <E> what it throws
     */
    <R, E extends Exception> R step(Step step, Work<R, E> work) throws E;

    /** The same for what gives nothing back. */
    default <E extends Exception> void run(Step step, Action<E> action) throws E {
        this.<Step, E>step(step, () -> {
            action.run();
            return step;
        });
    }

    /** Somebody else holds the target. */
    void leaseTaken();

    /** A segment is begun again. */
    void retried();

    /** A migration begins; what of the one before was not ended, has failed. */
    void migration(String file);

    /** The migration has ended well. */
    void migrationEnded();

    /** What is done in a step. */
    @FunctionalInterface
    interface Work<R, E extends Exception> {
        /** Does it. */
        R run() throws E;
    }

    /** What is done in a step that gives nothing back. */
    @FunctionalInterface
    interface Action<E extends Exception> {
        /** Does it. */
        void run() throws E;
    }
}
