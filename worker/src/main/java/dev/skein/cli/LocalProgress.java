package dev.skein.cli;

import dev.skein.outcome.Attempt;
import dev.skein.outcome.Cancellation;
import dev.skein.outcome.ProgressBoard;
import dev.skein.outcome.ProgressDocument;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Shows the progress of one command where it was typed; its end is asked for by ending the command. */
final class LocalProgress implements ProgressBoard {
    private final Console console;
    private final Clock clock;
    private final Instant begun;

    LocalProgress(Console console, Clock clock) {
        this.console = console;
        this.clock = clock;
        this.begun = clock.instant();
    }

    @Override
    public void show(ProgressDocument progress) {
        console.progress(ProgressLine.of(progress), Duration.between(begun, clock.instant()));
    }

    @Override
    public Optional<Cancellation> cancellation(Attempt attempt) {
        return Optional.empty();
    }
}
