package dev.skein.telemetry;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What the worker tells a collector of its work: metrics, and a trace of each run. Whatever becomes of the collector, no method waits
 * for it, and none fails.
 */
public interface Telemetry {
    /** Tells nobody. */
    Telemetry NONE = new Silence();

    /**
     * Begins to tell a collector, or nobody.
     *
     * @param targets that are configured; the names of others, which anybody may upload to, are no values of metrics
     */
    static Telemetry of(Optional<Collector> collector, Set<String> targets) {
        return collector
                .<Telemetry>map(there -> CollectedTelemetry.start(there, targets))
                .orElse(NONE);
    }

    /** What is told of a queue, by a short name that is the same everywhere. */
    QueueReport queue(String name);

    /** What is told of the run that the calling thread is at work on. */
    Steps steps();

    /** Tells of an attempt at a run, while this thread works on it. */
    void run(RunFacts facts, Consumer<RunReport> work);

    /** A message was put to the dead letters. */
    void deadLetter(String reason);

    /** Delivers what is not delivered yet, and ends; that takes two seconds at most. */
    void close();
}
