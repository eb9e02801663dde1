package dev.skein.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Optional;

/** Tells of steps by spans and metrics. */
final class TracedSteps implements Steps {
    private final Tracer tracer;
    private final Instruments instruments;

    TracedSteps(Tracer tracer, Instruments instruments) {
        this.tracer = tracer;
        this.instruments = instruments;
    }

    @Override
    public <R, E extends Exception> R step(Step step, Work<R, E> work) throws E {
        Optional<TracedRun> run = TracedRun.current();
        return run.isPresent() ? step(run.get(), step, work) : work.run();
    }

    @SuppressWarnings("try") // the scope is there to be closed
    private <R, E extends Exception> R step(TracedRun run, Step step, Work<R, E> work) throws E {
        long begun = System.nanoTime();
        Span span = tracer.spanBuilder(step.label()).startSpan();
        try (Scope scope = span.makeCurrent()) {
            return work.run();
        } catch (Exception e) {
            Failure.mark(span, e);
            throw e;
        } finally {
            run.endMigration();
            span.end();
            instruments.steps.record(
                    TracedRun.secondsSince(begun),
                    Attributes.of(Instruments.TARGET, run.target(), Instruments.STEP, step.label()));
        }
    }

    @Override
    public void leaseTaken() {
        count(instruments.leaseWaits);
    }

    @Override
    public void retried() {
        TracedRun.current().ifPresent(TracedRun::endMigration);
        count(instruments.retries);
    }

    private static void count(LongCounter counter) {
        TracedRun.current().ifPresent(run -> counter.add(1, Attributes.of(Instruments.TARGET, run.target())));
    }

    @Override
    public void migration(String file) {
        TracedRun.current()
                .ifPresent(run -> run.begin(tracer.spanBuilder("migration")
                        .setParent(Context.current())
                        .setAttribute(TracedRun.FILE, file)
                        .startSpan()));
    }

    @Override
    public void migrationEnded() {
        TracedRun.current().ifPresent(TracedRun::migrated);
    }
}
