package dev.skein.cli;

import dev.skein.apply.Resolution.Finding;
import dev.skein.bundle.BundleId;
import dev.skein.intake.Request;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** {@code skein resolve}: says what became of a migration that was cut off. */
@Command(
        name = "resolve",
        description = "Say what became of a migration that was cut off, where only a person can tell.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  skein resolve --target orders --file migrations/V7__index.sql --statement 2 --applied",
            "  skein resolve --target orders --file migrations/V7__index.sql --rolled-back",
            "",
            "With --statement: a statement of a migration that is no transaction, as the outcome of the run",
            "names it (journal-mismatch). Without: a migration that the history says has failed",
            "(migration-failed-before). Look in the database first; then redrive the run."
        })
public final class ResolveCommand implements Callable<Integer> {
    @Option(names = "--target", paramLabel = "NAME", required = true, description = "The target that it is about.")
    private String target = "";

    @Option(names = "--file", paramLabel = "PATH", required = true, description = "The migration's path in the bundle.")
    private String file = "";

    @Option(names = "--statement", paramLabel = "N", description = "The statement's number in it, from 1.")
    private @Nullable Integer statement;

    @ArgGroup(multiplicity = "1")
    private Choice choice = new Choice();

    @Mixin
    private TimeoutOption timeout = new TimeoutOption();

    @Mixin
    private final RequestDoor door;

    /** @param door through which it asks */
    public ResolveCommand(RequestDoor door) {
        this.door = door;
    }

    /** One of two. */
    private static final class Choice {
        @Option(names = "--applied", description = "Its effect is there: it is not executed again.")
        private boolean applied;

        @Option(names = "--rolled-back", description = "Nothing of it is there: it is executed again.")
        @SuppressWarnings("UnusedVariable") // picocli requires one of the two
        private boolean rolledBack;

        Finding finding() {
            return applied ? Finding.APPLIED : Finding.ROLLED_BACK;
        }
    }

    @Override
    public Integer call() {
        if (!BundleId.NAME.matcher(target).matches()) {
            throw new UsageException("--target: expected the form " + BundleId.NAME.pattern());
        }
        if (statement != null && statement < 1) {
            throw new UsageException("--statement: expected a number from 1");
        }
        ObjectNode document =
                Ask.document().put("file", file).put("finding", choice.finding().label());
        if (statement != null) {
            document.put("statement", statement);
        }
        Ask ask = door.open();
        String place = file + (statement != null ? ", statement " + statement : "");
        return ask.put(
                Ask.request(target, Request.RESOLVE),
                document,
                timeout.get(),
                answer -> ask.print(
                        answer, "RESOLVED  " + place + ": " + choice.finding().label()));
    }
}
