package dev.skein.cli;

import dev.skein.intake.Request;
import dev.skein.outcome.Answer;
import dev.skein.outcome.RunId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code skein approve}: has a run that waits for approval go on. */
@Command(
        name = "approve",
        description = "Agree to the plan of a run that waits for approval, so that the worker applies it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  skein approve --run orders/orders/1.4.0/Pey7X0pWEIDC --plan 3f7a… --wait",
            "",
            "The plan is the one that you have read: its hash stands in the outcome, in the alert",
            "and in plan.html. The worker makes the plan anew and applies it only if it is still",
            "the same; otherwise the run waits again and says what has changed. Who approves is",
            "who uploads the request: by default not the role that uploaded the bundle."
        })
public final class ApproveCommand implements Callable<Integer> {
    @Option(names = "--run", paramLabel = "RUN", required = true, description = "The run, as the outcome names it.")
    private String run = "";

    @Option(names = "--plan", paramLabel = "HASH", required = true, description = "The hash of the plan.")
    private String plan = "";

    @Mixin
    private WaitOptions waiting = new WaitOptions();

    @Mixin
    private final RequestDoor door;

    /** @param door through which it asks */
    public ApproveCommand(RequestDoor door) {
        this.door = door;
    }

    @Override
    public Integer call() {
        Ask ask = door.open();
        return ask.put(
                Ask.request(Ask.target(run), Request.APPROVE),
                Ask.document().put("run", run).put("plan", plan),
                waiting.timeout(),
                answer -> report(answer, ask));
    }

    private int report(Answer answer, Ask ask) {
        int attempt = answer.approvedAttempt();
        String line = "APPROVED  " + run + ", attempt " + attempt;
        if (!waiting.isSet()) {
            return ask.print(answer, line);
        }
        if (!ask.json().isSet()) {
            ask.console().print(line);
        }
        return ask.follower().report(new RunId(run), attempt, waiting.timeout(), ask.json());
    }
}
