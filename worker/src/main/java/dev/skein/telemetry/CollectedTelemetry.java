package dev.skein.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Tells a collector, by OpenTelemetry. */
final class CollectedTelemetry implements Telemetry {
    private static final String SCOPE = "dev.skein";
    private static final long PATIENCE_SECONDS = 2;
    private static final String UNKNOWN = "_unknown";

    private final OpenTelemetrySdk sdk;
    private final Tracer tracer;
    private final Instruments instruments;
    private final Steps steps;
    private final Set<String> targets;

    private CollectedTelemetry(OpenTelemetrySdk sdk, Set<String> targets) {
        this.sdk = sdk;
        this.tracer = sdk.getTracer(SCOPE);
        this.instruments = new Instruments(sdk.getMeter(SCOPE));
        this.steps = new TracedSteps(tracer, instruments);
        this.targets = Set.copyOf(targets);
    }

    static CollectedTelemetry start(Collector collector, Set<String> targets) {
        return new CollectedTelemetry(Sdk.to(collector), targets);
    }

    @Override
    public QueueReport queue(String name) {
        return new MeteredQueue(name, instruments);
    }

    @Override
    public Steps steps() {
        return steps;
    }

    @Override
    public void run(RunFacts facts, Consumer<RunReport> work) {
        String target = targets.contains(facts.target()) ? facts.target() : UNKNOWN;
        TracedRun run = TracedRun.begin(tracer, instruments, facts, target);
        try {
            run.in(Context.root()).wrap(() -> work.accept(run)).run();
        } finally {
            run.close();
        }
    }

    @Override
    public void deadLetter(String reason) {
        instruments.deadLetters.add(1, Attributes.of(Instruments.REASON, reason));
    }

    @Override
    public void close() {
        sdk.shutdown().join(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
