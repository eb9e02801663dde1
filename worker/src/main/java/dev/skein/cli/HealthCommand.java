package dev.skein.cli;

import dev.skein.health.Health;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code skein health}: tells whether the worker on this machine is as it should be. */
@Command(
        name = "health",
        description = "Tell whether the worker on this machine polls, drains, is stuck, or is not there.",
        footerHeading = "%nExit codes:%n",
        footer = {
            "   0  polling, at work in all slots, or draining",
            "   1  stuck, or no worker",
            "   2  wrong option or setting",
            "",
            "It asks nothing but the worker's health file. For a container's health check:",
            "  CMD-SHELL skein health"
        })
public final class HealthCommand implements Callable<Integer> {
    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "The worker's health file. Default: the setting health-file, or skein-health.json in the"
                    + " temporary folder.")
    private @Nullable Path file;

    @Mixin
    private JsonOption json = new JsonOption();

    private final Console console;
    private final Supplier<Path> configured;
    private final Clock clock;

    /** @param configured where the worker's file is by its settings */
    public HealthCommand(Console console, Supplier<Path> configured, Clock clock) {
        this.console = console;
        this.configured = configured;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Health health = Health.read(file == null ? configured.get() : file, clock.instant());
        if (json.isSet()) {
            console.json(Console.document("skein.health-report/1")
                    .put("state", health.state().name())
                    .put("healthy", health.state().isHealthy())
                    .put("message", health.sentence()));
        } else {
            console.print(health.state().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + health.sentence());
        }
        return health.state().isHealthy() ? ExitCode.OK : ExitCode.UNHEALTHY;
    }
}
