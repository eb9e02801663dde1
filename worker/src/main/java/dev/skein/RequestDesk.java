package dev.skein;

import dev.skein.intake.DeadLetters;
import dev.skein.intake.ObjectVersion;
import dev.skein.intake.Request;
import dev.skein.intake.RequestStore;
import dev.skein.outcome.Answer;
import dev.skein.outcome.Answer.Refusal;
import dev.skein.outcome.AnswerStore;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Carries out what is asked for by uploads under {@code requests/}, and answers in the bucket. */
final class RequestDesk implements Worker.Handler {
    private static final Logger LOG = LoggerFactory.getLogger(RequestDesk.class);

    private final RequestStore requests;
    private final AnswerStore answers;
    private final DeadLetters deadLetters;

    RequestDesk(RequestStore requests, AnswerStore answers, DeadLetters deadLetters) {
        this.requests = requests;
        this.answers = answers;
        this.deadLetters = deadLetters;
    }

    /** Answers a request, unless an earlier receive of its message did; an object that is none is left alone. */
    @Override
    public void handle(Worker.Delivery delivery) {
        ObjectVersion object = delivery.object();
        Optional<Request> request = Request.parse(object.key());
        if (request.isEmpty()) {
            LOG.atWarn().addKeyValue("key", object.key()).log("no request's key, ignored");
        } else if (answers.find(request.get()).isEmpty()) {
            Answer answer = answer(request.get(), object);
            answers.store(request.get(), answer);
            LOG.atInfo()
                    .addKeyValue("verb", request.get().verb())
                    .addKeyValue("requestId", request.get().id())
                    .addKeyValue("done", answer.isDone())
                    .log("request answered");
        }
    }

    private Answer answer(Request request, ObjectVersion object) {
        if (!request.verb().equals(Request.REDRIVE)) {
            return Answer.refused(Refusal.UNKNOWN_VERB, "this worker does not know the request " + request.verb());
        }
        Optional<JsonNode> document = requests.read(object);
        return document.isEmpty()
                ? Answer.refused(Refusal.MALFORMED_REQUEST, "the request is not a JSON object")
                : redrive(request, document.get().path("run").asString(""));
    }

    /** The key says whom the request concerns, because permissions are given by keys. */
    private Answer redrive(Request request, String run) {
        boolean all = request.target().equals(Request.ALL);
        boolean fits = all ? run.isEmpty() : run.startsWith(request.target() + "/");
        if (!fits) {
            return Answer.refused(
                    Refusal.MALFORMED_REQUEST, "the run does not belong to the target in the request's key");
        }
        List<DeadLetters.Redriven> letters = deadLetters.redrive(run.isEmpty() ? Optional.empty() : Optional.of(run));
        return letters.isEmpty() && !all
                ? Answer.refused(Refusal.NO_DEAD_LETTER, "no dead letter waits of run " + run)
                : Answer.redriven(letters);
    }
}
