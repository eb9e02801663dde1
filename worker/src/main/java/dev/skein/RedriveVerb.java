package dev.skein;

import dev.skein.intake.DeadLetters;
import dev.skein.intake.ObjectVersion;
import dev.skein.intake.Request;
import dev.skein.outcome.Answer;
import dev.skein.outcome.Answer.Refusal;
import dev.skein.outcome.ProgressDocument;
import dev.skein.outcome.RunId;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** {@code redrive}: sends dead letters back. */
final class RedriveVerb implements RequestVerb {
    private final DeadLetters deadLetters;
    private final Stores stores;
    private final Clock clock;

    RedriveVerb(DeadLetters deadLetters, Stores stores, Clock clock) {
        this.deadLetters = deadLetters;
        this.stores = stores;
        this.clock = clock;
    }

    /** The key says whom the request concerns, because permissions are given by keys. */
    @Override
    public Answer carryOut(Request request, ObjectVersion object, JsonNode document) {
        String run = document.path("run").asString("");
        boolean all = request.target().equals(Request.ALL);
        boolean fits = all ? run.isEmpty() : run.startsWith(request.target() + "/");
        if (!fits) {
            return Answer.refused(
                    Refusal.MALFORMED_REQUEST, "the run does not belong to the target in the request's key");
        }
        List<DeadLetters.Redriven> letters = deadLetters.redrive(run.isEmpty() ? Optional.empty() : Optional.of(run));
        letters.stream()
                .map(letter -> ProgressDocument.queued(new RunId(letter.run()), letter.attempt(), clock.instant()))
                .filter(queued -> queued.run().upload().isPresent())
                .forEach(stores.progress()::show);
        return letters.isEmpty() && !all
                ? Answer.refused(Refusal.NO_DEAD_LETTER, "no dead letter waits of run " + run)
                : Answer.redriven(letters);
    }
}
