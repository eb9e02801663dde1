package dev.skein.cli;

import dev.skein.intake.Request;
import dev.skein.intake.RequestStore;
import dev.skein.outcome.Answer;
import dev.skein.outcome.AnswerStore;
import dev.skein.outcome.Follower;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.function.ToIntFunction;
import tools.jackson.databind.node.ObjectNode;

/** Asks the worker for something by an upload, waits for its answer, and says what it is. */
final class Ask {
    private final Console console;
    private final BucketAccess access;
    private final Clock clock;
    private final JsonOption json;
    private final GitHubTelling github;

    Ask(Console console, BucketAccess access, Clock clock, JsonOption json) {
        this(console, access, clock, json, GitHubTelling.OFF);
    }

    /** @param github is told of what prevents an answer */
    Ask(Console console, BucketAccess access, Clock clock, JsonOption json, GitHubTelling github) {
        this.github = github;
        this.console = console;
        this.access = access;
        this.clock = clock;
        this.json = json;
    }

    /** The target at the beginning of a run's name, as a request's key names it. */
    static String target(String run) {
        String target = run.substring(0, Math.max(0, run.indexOf('/')));
        if (Request.parse(new Request(target, Request.REDRIVE, "x").path()).isEmpty()) {
            throw new UsageException("--run: expected a run such as orders/orders/1.4.0/VERSION-ID");
        }
        return target;
    }

    /** A request that nobody made before. */
    static Request request(String target, String verb) {
        return new Request(target, verb, UUID.randomUUID().toString());
    }

    /** The document of a request, yet to be filled. */
    static ObjectNode document() {
        return Console.document("skein.request/1");
    }

    /**
     * Uploads the request and waits for the answer. A refusal is said, and so is that no worker answers in time.
     *
     * @param done what is to be done with an answer that is no refusal; returns the exit code
     * @return the exit code
     */
    int put(Request request, ObjectNode document, Duration timeout, ToIntFunction<Answer> done) {
        new RequestStore(access.s3(), access.bucket()).put(request, document);
        AnswerStore answers = new AnswerStore(access.s3(), access.bucket());
        Follower follower = new Follower(clock, waited -> console.progress("waiting for the worker", waited));
        Optional<Answer> answer = follower.await(() -> answers.find(request), timeout);
        if (answer.isEmpty()) {
            return unanswered(follower.lost()
                    .map(reason -> lost(request, reason))
                    .orElse("no worker answered the request " + request.path() + " in time"));
        }
        return answer.get().isDone() ? done.applyAsInt(answer.get()) : refused(answer.get());
    }

    /** Prints the answer: the document where machines read it, else the lines. */
    int print(Answer answer, String... lines) {
        if (json.isSet()) {
            console.json(answer.tree());
        } else {
            Arrays.stream(lines).forEach(console::print);
        }
        return ExitCode.OK;
    }

    /** The bucket. */
    BucketAccess access() {
        return access;
    }

    /** Where commands write. */
    Console console() {
        return console;
    }

    /** Whether a machine reads the report. */
    JsonOption json() {
        return json;
    }

    /** Follows what goes on by the request. */
    RunFollower follower() {
        return new RunFollower(console, access, clock);
    }

    private int refused(Answer answer) {
        String status = answer.isFailed() ? "FAILED" : "REJECTED";
        String message = answer.code() + ": " + answer.message();
        print(answer, status + "  " + message);
        github.trouble(status, message);
        return answer.isFailed() ? ExitCode.FAILED : ExitCode.REJECTED;
    }

    private String lost(Request request, String reason) {
        return "the answer to the request " + request.path() + " cannot be read: " + reason
                + "\nthe worker goes on with the request; look for its answer: aws s3 cp s3://" + access.bucket() + "/"
                + AnswerStore.key(request) + " -";
    }

    private int unanswered(String message) {
        console.note(message);
        github.trouble("NO_OUTCOME", message);
        if (json.isSet()) {
            console.json(Console.document("skein.answer/1").put("status", "NO_OUTCOME"));
        }
        return ExitCode.NO_OUTCOME;
    }
}
