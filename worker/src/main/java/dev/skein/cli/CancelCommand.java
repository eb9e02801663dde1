package dev.skein.cli;

import dev.skein.intake.Request;
import dev.skein.outcome.Answer;
import dev.skein.outcome.RunId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code skein cancel}: asks the worker to end a run. */
@Command(
        name = "cancel",
        description = "End a run that is at work or waits in the queue; nothing is left half done.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  skein cancel --run orders/orders/1.4.0/Pey7X0pWEIDC --wait",
            "",
            "What is executed is cancelled, and its transaction rolled back. Migrations that were",
            "committed before stay, and the outcome names them. The run may have been faster: with",
            "--wait the exit code is 14 when it was cancelled, or that of the outcome which it had."
        })
public final class CancelCommand implements Callable<Integer> {
    @Option(names = "--run", paramLabel = "RUN", required = true, description = "The run, as push prints it.")
    private String run = "";

    @Mixin
    private WaitOptions waiting = new WaitOptions();

    @Mixin
    private final RequestDoor door;

    /** @param door through which it asks */
    public CancelCommand(RequestDoor door) {
        this.door = door;
    }

    @Override
    public Integer call() {
        Ask ask = door.open();
        return ask.put(
                Ask.request(Ask.target(run), Request.CANCEL),
                Ask.document().put("run", run),
                waiting.timeout(),
                answer -> report(answer, ask));
    }

    private int report(Answer answer, Ask ask) {
        int attempt = answer.cancelledAttempt();
        if (!waiting.isSet()) {
            return ask.print(answer, "CANCELLING  " + run + ", attempt " + attempt);
        }
        ask.console().note("cancelling " + run + ", attempt " + attempt);
        return ask.follower().report(new RunId(run), attempt, waiting.timeout(), ask.json());
    }
}
