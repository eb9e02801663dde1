package dev.skein.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How long a command waits that asks the worker for something. */
final class TimeoutOption {
    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            defaultValue = "5m",
            description = "How long to wait for the worker. Default: ${DEFAULT-VALUE}.")
    private Duration timeout = Duration.ofMinutes(5);

    Duration get() {
        return timeout;
    }
}
