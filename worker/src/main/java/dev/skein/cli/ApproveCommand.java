package dev.skein.cli;

import dev.skein.intake.Request;
import dev.skein.outcome.Answer;
import dev.skein.outcome.RunId;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

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
    private BucketOptions bucket = new BucketOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    private final Console console;
    private final Function<Map<String, String>, BucketAccess> opener;
    private final Clock clock;

    /** @param opener opens the bucket that the options name */
    public ApproveCommand(Console console, Function<Map<String, String>, BucketAccess> opener, Clock clock) {
        this.console = console;
        this.opener = opener;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Request request =
                new Request(Ask.target(run), Request.APPROVE, UUID.randomUUID().toString());
        BucketAccess access = bucket.open(opener);
        ObjectNode document =
                Console.document("skein.request/1").put("run", run).put("plan", plan);
        Optional<Answer> answer = new Ask(console, access, clock).put(request, document, waiting.timeout());
        if (answer.isEmpty()) {
            return Ask.noAnswer(console, json.isSet());
        }
        int exitCode = report(answer.get());
        return waiting.isSet() && answer.get().isDone()
                ? new RunFollower(console, access, clock)
                        .report(new RunId(run), answer.get().approvedAttempt(), waiting.timeout(), json)
                : exitCode;
    }

    private int report(Answer answer) {
        if (!answer.isDone()) {
            return Ask.refused(console, answer, json.isSet());
        }
        if (!json.isSet()) {
            console.print("APPROVED  " + run + ", attempt " + answer.approvedAttempt());
        } else if (!waiting.isSet()) {
            console.json(answer.tree());
        }
        return ExitCode.OK;
    }
}
