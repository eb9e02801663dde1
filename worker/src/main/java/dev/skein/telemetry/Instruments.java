package dev.skein.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.util.List;

/**
 * The metrics, with units in UCUM. Names and attributes are a public API; docs/telemetry.md lists them.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/general/metrics/">Conventions for metrics</a>
 */
final class Instruments {
    static final AttributeKey<String> QUEUE = AttributeKey.stringKey("skein.queue");
    static final AttributeKey<String> TARGET = AttributeKey.stringKey("skein.target");
    static final AttributeKey<String> STATUS = AttributeKey.stringKey("skein.run.status");
    static final AttributeKey<String> STEP = AttributeKey.stringKey("skein.run.step");
    static final AttributeKey<String> RESULT = AttributeKey.stringKey("skein.heartbeat.result");
    static final AttributeKey<String> CAUSE = AttributeKey.stringKey("skein.wait.cause");
    static final AttributeKey<String> REASON = AttributeKey.stringKey("skein.reason");
    static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

    /** From what a look at the history takes to what an index of a large table takes. */
    private static final List<Double> SECONDS = List.of(
            0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 1800.0, 7200.0, 28_800.0);

    final Meter meter;
    final DoubleHistogram lag;
    final DoubleHistogram runs;
    final DoubleHistogram steps;
    final LongCounter outcomes;
    final LongCounter retries;
    final LongCounter leaseWaits;
    final LongCounter heartbeats;
    final LongCounter waits;
    final LongCounter deadLetters;

    Instruments(Meter meter) {
        this.meter = meter;
        this.lag = seconds("skein.queue.lag", "From sending a message to receiving it");
        this.runs = seconds("skein.run.duration", "From receiving an upload to its outcome, stored and told");
        this.steps = seconds("skein.run.step.duration", "Of a step of a run");
        this.outcomes = counter("skein.run.outcomes", "{outcome}", "Attempts that ended");
        this.retries = counter("skein.run.retries", "{retry}", "Segments begun again because of a lock");
        this.leaseWaits = counter("skein.lease.waits", "{wait}", "Runs that found their target held by another one");
        this.heartbeats = counter("skein.queue.heartbeats", "{heartbeat}", "Messages kept hidden while worked on");
        this.waits = counter("skein.queue.waits", "{message}", "Messages sent again, to wait");
        this.deadLetters = counter("skein.queue.dead_letters", "{message}", "Messages put to the dead letters");
    }

    private DoubleHistogram seconds(String name, String description) {
        return meter.histogramBuilder(name)
                .setUnit("s")
                .setDescription(description)
                .setExplicitBucketBoundariesAdvice(SECONDS)
                .build();
    }

    private LongCounter counter(String name, String unit, String description) {
        return meter.counterBuilder(name)
                .setUnit(unit)
                .setDescription(description)
                .build();
    }
}
