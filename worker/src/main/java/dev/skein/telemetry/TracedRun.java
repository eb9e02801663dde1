package dev.skein.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ImplicitContextKeyed;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An attempt that is worked on: the root of its trace. Used by the thread that works on it. */
final class TracedRun implements RunReport, ImplicitContextKeyed {
    static final AttributeKey<String> FILE = AttributeKey.stringKey("skein.migration.file");
    private static final ContextKey<TracedRun> KEY = ContextKey.named("skein-run");
    private static final double NANOS = 1e9;
    private static final String UNFINISHED = "UNFINISHED";
    private static final String REPEATED = "REPEATED";

    private final long begun = System.nanoTime();
    private final Span span;
    private final Instruments instruments;
    private final String target;
    private @Nullable Span migration;
    private @Nullable End end;

    private TracedRun(Span span, Instruments instruments, String target) {
        this.span = span;
        this.instruments = instruments;
        this.target = target;
    }

    /** @param target the name that metrics know it by */
    static TracedRun begin(Tracer tracer, Instruments instruments, RunFacts facts, String target) {
        Span span = Context.root()
                .with(RunIds.TRACE, RunIds.trace(facts.run()))
                .wrapSupplier(() -> tracer.spanBuilder("run")
                        .setSpanKind(SpanKind.CONSUMER)
                        .setAttribute("skein.run.id", facts.run())
                        .setAttribute("skein.run.attempt", (long) facts.attempt())
                        .setAttribute(Instruments.TARGET, facts.target())
                        .setAttribute("skein.bundle.name", facts.bundle())
                        .setAttribute("skein.bundle.version", facts.version())
                        .startSpan())
                .get();
        return new TracedRun(span, instruments, target);
    }

    /** The run that the calling thread is at work on. */
    static Optional<TracedRun> current() {
        return Optional.ofNullable(Context.current().get(KEY));
    }

    static double secondsSince(long begun) {
        return (System.nanoTime() - begun) / NANOS;
    }

    Context in(Context context) {
        return context.with(span).with(this);
    }

    @Override
    public Context storeInContext(Context context) {
        return context.with(KEY, this);
    }

    String target() {
        return target;
    }

    void begin(Span next) {
        endMigration();
        migration = next;
    }

    void migrated() {
        if (migration != null) {
            migration.end();
            migration = null;
        }
    }

    /** One that has not ended well has failed. */
    void endMigration() {
        if (migration != null) {
            migration.setStatus(StatusCode.ERROR);
            migrated();
        }
    }

    @Override
    public void ended(End how) {
        end = how;
        AttributesBuilder attributes =
                Attributes.builder().put(Instruments.TARGET, target).put(Instruments.STATUS, how.status());
        instruments.runs.record(secondsSince(begun), attributes.build());
        if (!how.problem().isEmpty()) {
            attributes.put(Instruments.ERROR, how.problem());
        }
        instruments.outcomes.add(1, attributes.build());
    }

    @Override
    public void repeated() {
        end = new End(REPEATED, "", "");
    }

    void close() {
        endMigration();
        span.setAttribute(Instruments.STATUS, end == null ? UNFINISHED : end.status());
        if (end != null && !end.problem().isEmpty()) {
            span.setStatus(StatusCode.ERROR, end.problem());
            span.setAttribute(Instruments.ERROR, end.problem());
            if (!end.sqlState().isEmpty()) {
                span.setAttribute(Failure.SQL_STATE, end.sqlState());
            }
        }
        span.end();
    }
}
