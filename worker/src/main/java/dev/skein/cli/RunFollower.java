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
import java.util.function.Supplier;

/** Follows a run to its outcome, and shows how far it is. */
final class RunFollower {
    private final Console console;
    private final RunStore runs;
    private final ProgressStore progress;
    private final Clock clock;
    private String trouble = "";

    RunFollower(Console console, BucketAccess access, Clock clock) {
        this.console = console;
        this.runs = new RunStore(access.s3(), access.bucket());
        this.progress = new ProgressStore(access.s3(), access.bucket());
        this.clock = clock;
    }

    /** Awaits the outcome of an attempt; empty when there is none in time, which is said. */
    Optional<OutcomeDocument> await(RunId run, int attempt, Duration timeout) {
        return await(run, () -> runs.find(run, attempt), timeout);
    }

    /**
     * Awaits the outcome of the last attempt that there is by then, if it counts; empty when there is none in time, which is said.
     */
    Optional<OutcomeDocument> await(RunId run, Predicate<OutcomeDocument> counts, Duration timeout) {
        return await(run, () -> runs.latest(run).filter(counts), timeout);
    }

    /** Why there was no outcome. */
    String trouble() {
        return trouble;
    }

    private Optional<OutcomeDocument> await(RunId run, Supplier<Optional<OutcomeDocument>> look, Duration timeout) {
        Follower follower = new Follower(clock, waited -> show(run, waited));
        Optional<OutcomeDocument> outcome = follower.await(look, timeout);
        if (outcome.isEmpty()) {
            trouble = follower.lost()
                    .map(reason -> "lost sight of run " + run + ": " + reason + "\n" + goesOn(run))
                    .orElse("no outcome of run " + run + " in time");
            console.note(trouble);
        }
        return outcome;
    }

    private static String goesOn(RunId run) {
        return "the run goes on, and its outcome will lie below " + run.prefix()
                + run.upload()
                        .map(RunId.Upload::key)
                        .map(key -> "; ask again: " + WaitCommand.line(key))
                        .orElse("");
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
