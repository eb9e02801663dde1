package dev.skein.cli;

import dev.skein.intake.Request;
import dev.skein.outcome.Answer;
import dev.skein.outcome.OutcomeDocument;
import dev.skein.outcome.Redriven;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code skein redrive}: asks the worker to send dead letters back. */
@Command(
        name = "redrive",
        description = "Send what failed back to the worker: one run, those of a target, or all.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  skein redrive --run orders/orders/1.4.0/Pey7X0pWEIDCMECHO8Xv --wait",
            "  skein redrive --target orders --dry-run",
            "  skein redrive --all",
            "",
            "skein dead-letters lists what waits. Mend the cause first: a redriven run is a new",
            "attempt of the same upload. It needs no access to the queues: the request is an",
            "upload, and the worker carries it out.",
            "",
            "Exits with 0 when they are sent back; with --wait by their outcomes, the highest",
            "code of all. A run that has no dead letter is rejected (10)."
        })
public final class RedriveCommand implements Callable<Integer> {
    @ArgGroup(multiplicity = "1")
    private RedriveChoice choice = new RedriveChoice();

    @Option(names = "--dry-run", description = "Name what would be sent back, and send nothing.")
    private boolean dryRun;

    @Mixin
    private WaitOptions waiting = new WaitOptions();

    @Mixin
    private final RequestDoor door;

    /** @param door through which it asks */
    public RedriveCommand(RequestDoor door) {
        this.door = door;
    }

    @Override
    public Integer call() {
        if (dryRun && waiting.isSet()) {
            throw new UsageException("--dry-run: nothing is sent, so there is nothing to --wait for");
        }
        Request request = Ask.request(choice.subject(), Request.REDRIVE);
        ObjectNode document = choice.document();
        if (dryRun) {
            document.put("dryRun", true);
        }
        Ask ask = door.open();
        return ask.put(request, document, waiting.timeout(), answer -> report(answer, ask));
    }

    private int report(Answer answer, Ask ask) {
        if (!waiting.isSet()) {
            return ask.print(answer, lines(answer));
        }
        ObjectNode tree = answer.tree();
        if (!ask.json().isSet()) {
            ask.print(answer, lines(answer));
        }
        int exitCode = outcomes(ask, answer.redriven(), tree.putArray("outcomes"));
        if (ask.json().isSet()) {
            ask.console().json(tree);
        }
        return exitCode;
    }

    private String[] lines(Answer answer) {
        List<Redriven> runs = dryRun ? answer.toRedrive() : answer.redriven();
        List<String> lines = new ArrayList<>();
        if (runs.isEmpty()) {
            lines.add(
                    "Nothing " + (dryRun ? "would be" : "was") + " sent back: no dead letter of such an upload waits.");
        }
        runs.forEach(redriven -> lines.add(
                (dryRun ? "WOULD REDRIVE  " : "REDRIVEN  ") + redriven.run() + ", attempt " + redriven.attempt()));
        if (answer.duplicates() > 0) {
            lines.add("  " + answer.duplicates() + (answer.duplicates() == 1 ? " more letter" : " more letters")
                    + " of the same attempts " + (dryRun ? "would end" : "ended") + " with it");
        }
        if (answer.isCut()) {
            lines.add("  the queue holds more than was looked at: do it again for the rest");
        }
        return lines.toArray(String[]::new);
    }

    /** The worst exit code counts: the highest. */
    private int outcomes(Ask ask, List<Redriven> runs, ArrayNode documents) {
        int worst = ExitCode.OK;
        for (Redriven redriven : runs) {
            Optional<OutcomeDocument> outcome =
                    ask.follower().await(redriven.run(), redriven.attempt(), waiting.timeout());
            outcome.ifPresent(found -> documents.add(found.tree()));
            worst = Math.max(worst, outcome.map(found -> show(ask, found)).orElse(ExitCode.NO_OUTCOME));
        }
        return worst;
    }

    private static int show(Ask ask, OutcomeDocument outcome) {
        return ask.json().isSet() ? ExitCode.of(outcome.status()) : OutcomeReport.print(ask.console(), outcome, false);
    }
}
