package dev.skein;

import dev.skein.health.HealthFile;
import dev.skein.telemetry.RunFacts;
import dev.skein.telemetry.RunReport;
import dev.skein.telemetry.Telemetry;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/** By what the worker shows what it does. */
record Signs(Telemetry telemetry, HealthFile health) {
    /** For a receive that the SDK tries again, and for a machine that is busy. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private static final int TRIES = 4;

    static Signs of(Settings.Signals signals, Set<String> targets) {
        return new Signs(
                Telemetry.of(signals.collector(), targets), new HealthFile(signals.healthFile(), Clock.systemUTC()));
    }

    /** @param visibility of the queue; a message that is worked on has three heartbeats in it */
    QueueWatch watch(String queue, Duration receiveWait, Duration visibility) {
        return new QueueWatch(
                health.loop(queue, receiveWait.multipliedBy(TRIES).plus(MARGIN), visibility.plus(MARGIN)),
                telemetry.queue(queue));
    }

    /** Shows a run while it is worked on. */
    void during(RunFacts facts, Consumer<RunReport> work) {
        health.began(facts.run());
        try {
            telemetry.run(facts, work);
        } finally {
            health.ended(facts.run());
        }
    }
}
