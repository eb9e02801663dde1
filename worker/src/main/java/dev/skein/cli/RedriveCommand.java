package dev.skein.cli;

import dev.skein.intake.DeadLetters.Redriven;
import dev.skein.intake.Request;
import dev.skein.outcome.Answer;
import dev.skein.outcome.OutcomeDocument;
import dev.skein.outcome.RunId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code skein redrive}: asks the worker to send dead letters back. */
@Command(
        name = "redrive",
        description = "Send what failed back to the worker: one run, or everything in the dead-letter queue.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  skein redrive --run orders/orders/1.4.0/Pey7X0pWEIDCMECHO8Xv --wait",
            "  skein redrive",
            "",
            "A redriven run is a new attempt of the same upload. It needs no access to the queues:",
            "the request is an upload, and the worker carries it out."
        })
public final class RedriveCommand implements Callable<Integer> {
    @Option(
            names = "--run",
            paramLabel = "RUN",
            description = "The run, as the outcome and the alert name it. Default: all.")
    private @Nullable String run;

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
        ObjectNode document = Ask.document();
        if (run != null) {
            document.put("run", run);
        }
        Ask ask = door.open();
        return ask.put(request(), document, waiting.timeout(), answer -> report(answer, ask));
    }

    private Request request() {
        return Ask.request(run == null ? Request.ALL : Ask.target(run), Request.REDRIVE);
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

    private static String[] lines(Answer answer) {
        return answer.redriven().isEmpty()
                ? new String[] {"Nothing was sent back: no dead letter of an upload waits."}
                : answer.redriven().stream()
                        .map(letter -> "REDRIVEN  " + letter.run() + ", attempt " + letter.attempt())
                        .toArray(String[]::new);
    }

    /** The worst exit code counts: the highest. */
    private int outcomes(Ask ask, List<Redriven> letters, ArrayNode documents) {
        int worst = ExitCode.OK;
        for (Redriven letter : letters) {
            if (letter.run().indexOf('/') < 0) {
                ask.console().note("a letter that names no run was sent back; its outcome lies under runs/");
                continue;
            }
            Optional<OutcomeDocument> outcome =
                    ask.follower().await(new RunId(letter.run()), letter.attempt(), waiting.timeout());
            if (outcome.isEmpty()) {
                worst = ExitCode.NO_OUTCOME;
            } else {
                documents.add(outcome.get().tree());
                worst = Math.max(worst, show(ask, outcome.get()));
            }
        }
        return worst;
    }

    private static int show(Ask ask, OutcomeDocument outcome) {
        return ask.json().isSet() ? ExitCode.of(outcome.status()) : OutcomeReport.print(ask.console(), outcome, false);
    }
}
