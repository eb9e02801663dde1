package dev.skein.cli;

import dev.skein.intake.Request;
import dev.skein.intake.RequestStore;
import dev.skein.outcome.Answer;
import dev.skein.outcome.AnswerStore;
import dev.skein.outcome.Follower;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Asks the worker for something by an upload, and waits for its answer. */
final class Ask {
    private final Console console;
    private final BucketAccess access;
    private final Follower follower;

    Ask(Console console, BucketAccess access, Clock clock) {
        this.console = console;
        this.access = access;
        this.follower = new Follower(clock, waited -> console.progress("waiting for the worker", waited));
    }

    /** The target at the beginning of a run's name, as a request's key names it. */
    static String target(String run) {
        String target = run.substring(0, Math.max(0, run.indexOf('/')));
        if (Request.parse(new Request(target, Request.REDRIVE, "x").path()).isEmpty()) {
            throw new UsageException("--run: expected a run such as orders/orders/1.4.0/VERSION-ID");
        }
        return target;
    }

    /** Uploads the request; empty when no worker answers in time, which is said. */
    Optional<Answer> put(Request request, ObjectNode document, Duration timeout) {
        new RequestStore(access.s3(), access.bucket()).put(request, document);
        AnswerStore answers = new AnswerStore(access.s3(), access.bucket());
        Optional<Answer> answer = follower.await(() -> answers.find(request), timeout);
        if (answer.isEmpty()) {
            console.note("no worker answered the request " + request.path() + " in time");
        }
        return answer;
    }

    /** Says that an answer is a refusal, and returns its exit code. */
    static int refused(Console console, Answer answer, boolean json) {
        if (json) {
            console.json(answer.tree());
        } else {
            console.print((answer.isFailed() ? "FAILED  " : "REJECTED  ") + answer.code() + ": " + answer.message());
        }
        return answer.isFailed() ? ExitCode.FAILED : ExitCode.REJECTED;
    }

    /** The document for {@code --json} when nobody answered. */
    static int noAnswer(Console console, boolean json) {
        if (json) {
            console.json(Console.document("skein.answer/1").put("status", "NO_OUTCOME"));
        }
        return ExitCode.NO_OUTCOME;
    }
}
