package dev.skein.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code skein worker}: runs the worker until the process is told to end. */
@Command(
        name = "worker",
        description = "Run the worker: take uploads from the queue, apply them, publish their outcomes.",
        footerHeading = "%nSettings:%n",
        footer = {
            "  SKEIN_… variables, or a YAML file; docs/settings.md lists them. At least:",
            "  SKEIN_BUCKET, SKEIN_UPLOADS_QUEUE, SKEIN_REQUESTS_QUEUE,",
            "  SKEIN_DEAD_LETTERS_QUEUE, SKEIN_OUTCOMES_TOPIC,",
            "  SKEIN_TARGETS_ORDERS_URL, SKEIN_TARGETS_ORDERS_USER"
        })
public final class WorkerCommand implements Callable<Integer> {
    @Option(names = "--config", paramLabel = "FILE", description = "Settings as YAML. Default: SKEIN_CONFIG.")
    private @Nullable Path config;

    private final Console console;
    private final Function<Optional<Path>, List<String>> starter;

    /** @param starter starts the worker, or says what keeps it from starting */
    public WorkerCommand(Console console, Function<Optional<Path>, List<String>> starter) {
        this.console = console;
        this.starter = starter;
    }

    @Override
    public Integer call() throws InterruptedException {
        List<String> faults = starter.apply(Optional.ofNullable(config));
        if (faults.isEmpty()) {
            // The worker runs in threads of its own until the process is told to end.
            Thread.currentThread().join();
        }
        faults.forEach(console::note);
        return ExitCode.FAILED;
    }
}
