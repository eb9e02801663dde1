package dev.skein.cli;

import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether a command waits for the outcome of what it has go on, and how long. */
final class WaitOptions {
    @Option(names = "--wait", description = "Wait for the outcome of what goes on; the exit code says what it is.")
    private boolean wait;

    @Mixin
    private TimeoutOption timeout = new TimeoutOption();

    boolean isSet() {
        return wait;
    }

    Duration timeout() {
        return timeout.get();
    }
}
