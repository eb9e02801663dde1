package dev.skein;

import dev.skein.intake.ObjectVersion;
import dev.skein.intake.Request;
import dev.skein.intake.RequestStore;
import dev.skein.outcome.Answer;
import dev.skein.outcome.Answer.Refusal;
import dev.skein.outcome.AnswerStore;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Carries out what is asked for by uploads under {@code requests/}, and answers in the bucket. */
final class RequestDesk implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(RequestDesk.class);

    private final RequestStore requests;
    private final AnswerStore answers;
    private final Map<String, RequestVerb> verbs;

    /** @param verbs by the name that stands in a request's key */
    RequestDesk(RequestStore requests, AnswerStore answers, Map<String, RequestVerb> verbs) {
        this.requests = requests;
        this.answers = answers;
        this.verbs = Map.copyOf(verbs);
    }

    /** Answers a request, unless an earlier receive of its message did; an object that is none is left alone. */
    @Override
    public void handle(Delivery delivery) {
        ObjectVersion object = delivery.object();
        Optional<Request> request = Request.parse(object.key());
        if (request.isEmpty()) {
            // A bundle that a request speaks of comes with an event of its own.
            LOG.atInfo().addKeyValue("key", object.key()).log("no request's key, ignored");
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
        RequestVerb verb = verbs.get(request.verb());
        if (verb == null) {
            return Answer.refused(Refusal.UNKNOWN_VERB, "this worker does not know the request " + request.verb());
        }
        Optional<JsonNode> document = requests.read(object);
        return document.isEmpty()
                ? Answer.refused(Refusal.MALFORMED_REQUEST, "the request is not a JSON object")
                : verb.carryOut(request, object, document.get());
    }
}
