package dev.skein.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How long a command that asks the worker for something waits. */
final class WaitOptions {
    @Option(names = "--wait", description = "Wait for the outcome of what goes on; the exit code says what it is.")
    private boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            defaultValue = "5m",
            description = "How long to wait for the worker. Default: ${DEFAULT-VALUE}.")
    private Duration timeout = Duration.ofMinutes(5);

    boolean isSet() {
        return wait;
    }

    Duration timeout() {
        return timeout;
    }
}
