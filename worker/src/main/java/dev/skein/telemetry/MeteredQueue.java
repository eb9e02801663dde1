package dev.skein.telemetry;

import io.opentelemetry.api.common.Attributes;
import java.time.Duration;
import java.util.function.IntSupplier;

/** Tells of a queue by metrics. */
final class MeteredQueue implements QueueReport {
    private final String name;
    private final Instruments instruments;

    MeteredQueue(String name, Instruments instruments) {
        this.name = name;
        this.instruments = instruments;
    }

    @Override
    public void received(Duration lag) {
        // The clocks of SQS and of the worker may differ.
        instruments.lag.record(Math.max(0, lag.toMillis()) / 1000.0, Attributes.of(Instruments.QUEUE, name));
    }

    @Override
    public void beat(Beat beat) {
        instruments.heartbeats.add(1, Attributes.of(Instruments.QUEUE, name, Instruments.RESULT, beat.label()));
    }

    @Override
    public void waits(Cause cause) {
        instruments.waits.add(1, Attributes.of(Instruments.QUEUE, name, Instruments.CAUSE, cause.label()));
    }

    @Override
    public void inWork(IntSupplier messages) {
        instruments
                .meter
                .gaugeBuilder("skein.queue.in_work")
                .ofLongs()
                .setUnit("{message}")
                .setDescription("Messages worked on")
                .buildWithCallback(now -> now.record(messages.getAsInt(), Attributes.of(Instruments.QUEUE, name)));
    }
}
