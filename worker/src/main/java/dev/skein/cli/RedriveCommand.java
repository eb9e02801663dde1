package dev.skein.cli;

import dev.skein.intake.DeadLetters.Redriven;
import dev.skein.intake.Request;
import dev.skein.outcome.Answer;
import dev.skein.outcome.OutcomeDocument;
import dev.skein.outcome.RunId;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
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
    private BucketOptions bucket = new BucketOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    private final Console console;
    private final Function<Map<String, String>, BucketAccess> opener;
    private final Clock clock;

    /** @param opener opens the bucket that the options name */
    public RedriveCommand(Console console, Function<Map<String, String>, BucketAccess> opener, Clock clock) {
        this.console = console;
        this.opener = opener;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        BucketAccess access = bucket.open(opener);
        Request request = request();
        ObjectNode document = Console.document("skein.request/1");
        if (run != null) {
            document.put("run", run);
        }
        Optional<Answer> answer = new Ask(console, access, clock).put(request, document, waiting.timeout());
        if (answer.isEmpty()) {
            return Ask.noAnswer(console, json.isSet());
        }
        if (!answer.get().isDone()) {
            return Ask.refused(console, answer.get(), json.isSet());
        }
        ObjectNode tree = answer.get().tree();
        int exitCode = ExitCode.OK;
        if (!json.isSet()) {
            report(answer.get());
        }
        if (waiting.isSet()) {
            exitCode = outcomes(
                    new RunFollower(console, access, clock), answer.get().redriven(), tree.putArray("outcomes"));
        }
        if (json.isSet()) {
            console.json(tree);
        }
        return exitCode;
    }

    private Request request() {
        String id = UUID.randomUUID().toString();
        if (run == null) {
            return new Request(Request.ALL, Request.REDRIVE, id);
        }
        return new Request(Ask.target(run), Request.REDRIVE, id);
    }

    private void report(Answer answer) {
        if (answer.redriven().isEmpty()) {
            console.print("Nothing was sent back: no dead letter of an upload waits.");
        }
        answer.redriven()
                .forEach(letter -> console.print("REDRIVEN  " + letter.run() + ", attempt " + letter.attempt()));
    }

    /** The worst exit code counts: the highest. */
    private int outcomes(RunFollower follower, List<Redriven> letters, ArrayNode documents) {
        int worst = ExitCode.OK;
        for (Redriven letter : letters) {
            if (letter.run().indexOf('/') < 0) {
                console.note("a letter that names no run was sent back; its outcome lies under runs/");
                continue;
            }
            Optional<OutcomeDocument> outcome =
                    follower.await(new RunId(letter.run()), letter.attempt(), waiting.timeout());
            if (outcome.isEmpty()) {
                worst = ExitCode.NO_OUTCOME;
            } else {
                documents.add(outcome.get().tree());
                worst = Math.max(worst, show(outcome.get()));
            }
        }
        return worst;
    }

    private int show(OutcomeDocument outcome) {
        return json.isSet() ? ExitCode.of(outcome.status()) : OutcomeReport.print(console, outcome, false);
    }
}
