package dev.skein.cli;

import dev.skein.outcome.Follower;
import dev.skein.outcome.OutcomeDocument;
import dev.skein.outcome.ProgressDocument;
import dev.skein.outcome.ProgressStore;
import dev.skein.outcome.RunId;
import dev.skein.outcome.RunStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/** Follows a run to its outcome, and shows how far it is. */
final class RunFollower {
    private final Console console;
    private final RunStore runs;
    private final ProgressStore progress;
    private final Clock clock;

    RunFollower(Console console, BucketAccess access, Clock clock) {
        this.console = console;
        this.runs = new RunStore(access.s3(), access.bucket());
        this.progress = new ProgressStore(access.s3(), access.bucket());
        this.clock = clock;
    }

    /** Awaits the outcome of an attempt; empty when there is none in time, which is said. */
    Optional<OutcomeDocument> await(RunId run, int attempt, Duration timeout) {
        Optional<OutcomeDocument> outcome =
                new Follower(clock, waited -> show(run, waited)).await(() -> runs.find(run, attempt), timeout);
        if (outcome.isEmpty()) {
            console.note("no outcome of " + run + " in time");
        }
        return outcome;
    }

    /** Awaits the outcome of the last attempt that there is by then, if it counts; empty when there is none in time. */
    Optional<OutcomeDocument> await(RunId run, Predicate<OutcomeDocument> counts, Duration timeout) {
        return new Follower(clock, waited -> show(run, waited))
                .await(() -> runs.latest(run).filter(counts), timeout);
    }

    /** Awaits it and prints it; returns the exit code. */
    int report(RunId run, int attempt, Duration timeout, JsonOption json) {
        return await(run, attempt, timeout)
                .map(outcome -> OutcomeReport.print(console, outcome, json.isSet()))
                .orElse(ExitCode.NO_OUTCOME);
    }

    private void show(RunId run, Duration waited) {
        Optional<ProgressDocument> document = progress.find(run);
        console.progress(document.map(ProgressLine::of).orElse("waiting for the outcome"), waited);
    }
}
