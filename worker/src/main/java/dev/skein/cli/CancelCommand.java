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
    private BucketOptions bucket = new BucketOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    private final Console console;
    private final Function<Map<String, String>, BucketAccess> opener;
    private final Clock clock;

    /** @param opener opens the bucket that the options name */
    public CancelCommand(Console console, Function<Map<String, String>, BucketAccess> opener, Clock clock) {
        this.console = console;
        this.opener = opener;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Request request =
                new Request(Ask.target(run), Request.CANCEL, UUID.randomUUID().toString());
        BucketAccess access = bucket.open(opener);
        Optional<Answer> answer = new Ask(console, access, clock)
                .put(request, Console.document("skein.request/1").put("run", run), waiting.timeout());
        if (answer.isEmpty()) {
            return Ask.noAnswer(console, json.isSet());
        }
        if (!answer.get().isDone()) {
            return Ask.refused(console, answer.get(), json.isSet());
        }
        int attempt = answer.get().cancelledAttempt();
        if (waiting.isSet()) {
            console.note("cancelling " + run + ", attempt " + attempt);
            return new RunFollower(console, access, clock).report(new RunId(run), attempt, waiting.timeout(), json);
        }
        if (json.isSet()) {
            console.json(answer.get().tree());
        } else {
            console.print("CANCELLING  " + run + ", attempt " + attempt);
        }
        return ExitCode.OK;
    }
}
