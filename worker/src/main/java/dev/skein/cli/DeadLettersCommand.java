package dev.skein.cli;

import dev.skein.bundle.BundleId;
import dev.skein.intake.Request;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code skein dead-letters}: asks the worker what waits in the dead-letter queue. */
@Command(
        name = "dead-letters",
        description = "List what failed and waits to be sent back: why, since when, and where its outcome lies.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  skein dead-letters",
            "  skein dead-letters --target orders --json",
            "",
            "REDRIVEN says how often it was sent back already. Where SQS itself moved the message",
            "(moved-by-queue) no worker could finish the attempt, and it has no outcome. What is",
            "no upload is listed by its message's id; it is never sent back.",
            "",
            "Next: read the outcome, mend the cause, then",
            "  skein redrive --run RUN --wait",
            "",
            "Exits with 0, also when nothing waits; 13 when no worker answers in time."
        })
public final class DeadLettersCommand implements Callable<Integer> {
    @Option(names = "--target", paramLabel = "NAME", description = "Of this target only. Default: all.")
    private @Nullable String target;

    @Mixin
    private TimeoutOption timeout = new TimeoutOption();

    @Mixin
    private final RequestDoor door;

    private final Clock clock;

    /** @param door through which it asks */
    public DeadLettersCommand(RequestDoor door, Clock clock) {
        this.door = door;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        if (target != null && !BundleId.NAME.matcher(target).matches()) {
            throw new UsageException("--target: expected the form " + BundleId.NAME.pattern());
        }
        Ask ask = door.open();
        return ask.put(
                Ask.request(target == null ? Request.ALL : target, Request.DEAD_LETTERS),
                Ask.document(),
                timeout.get(),
                answer -> ask.print(
                        answer, LetterTable.lines(answer, clock.instant()).toArray(String[]::new)));
    }
}
