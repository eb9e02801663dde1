package dev.skein;

import dev.skein.target.ConnectLimits;
import dev.skein.telemetry.Collector;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What the worker is configured to do: parsed and validated once, from the environment and an optional YAML file.
 *
 * @param targets what bundles can be applied to
 */
record Settings(Aws aws, Queues queues, Topics topics, Targets targets, Work work) {
    /**
     * The account's side.
     *
     * @param region empty to have the SDK find it
     * @param endpoint of all services, in place of AWS's own
     * @param bucket of bundles, requests and outcomes
     */
    public record Aws(Optional<String> region, Optional<URI> endpoint, String bucket) {}

    /** The queues' URLs. */
    public record Queues(String uploads, String requests, String deadLetters) {}

    /** The topics' ARNs. */
    public record Topics(String outcomes, Optional<String> alerts) {}

    /**
     * How the worker shows what it does.
     *
     * @param collector of metrics and traces
     * @param healthFile where it says that it lives
     */
    public record Signals(Optional<Collector> collector, Path healthFile) {}

    /**
     * How much is done at a time, and how long things may take.
     *
     * @param concurrency runs at a time, each on another target
     * @param receiveWait how long a receive waits for messages
     * @param connecting how long a target's database is tried to be reached
     * @param shutdownGrace how long a run under way may go on after the worker was told to stop
     * @param signals how it shows what it does
     */
    public record Work(
            int concurrency, Duration receiveWait, ConnectLimits connecting, Duration shutdownGrace, Signals signals) {}
}
