package dev.skein.telemetry;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** Tells nobody, and costs nothing: no class of OpenTelemetry is loaded. */
final class Silence implements Telemetry {
    static final Steps STEPS = new SilentSteps();
    private static final QueueReport QUEUE = new SilentQueue();
    private static final RunReport RUN = new SilentRun();

    @Override
    public QueueReport queue(String name) {
        return QUEUE;
    }

    @Override
    public Steps steps() {
        return STEPS;
    }

    @Override
    public void run(RunFacts facts, Consumer<RunReport> work) {
        work.accept(RUN);
    }

    @Override
    public void deadLetter(String reason) {}

    @Override
    public void close() {}

    private static final class SilentSteps implements Steps {
        @Override
        public <R, E extends Exception> R step(Step step, Work<R, E> work) throws E {
            return work.run();
        }

        @Override
        public void leaseTaken() {}

        @Override
        public void retried() {}

        @Override
        public void migration(String file) {}

        @Override
        public void migrationEnded() {}
    }

    private static final class SilentRun implements RunReport {
        @Override
        public void ended(End end) {}

        @Override
        public void repeated() {}
    }

    private static final class SilentQueue implements QueueReport {
        @Override
        public void received(Duration lag) {}

        @Override
        public void beat(Beat beat) {}

        @Override
        public void waits(Cause cause) {}

        @Override
        public void inWork(IntSupplier messages) {}
    }
}
