package dev.skein;

import dev.skein.intake.DeadLetters;
import dev.skein.intake.ObjectVersion;
import dev.skein.intake.Request;
import dev.skein.outcome.Answer;
import dev.skein.outcome.Answer.Refusal;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** {@code redrive}: sends dead letters back. */
final class RedriveVerb implements RequestVerb {
    private final DeadLetters deadLetters;

    RedriveVerb(DeadLetters deadLetters) {
        this.deadLetters = deadLetters;
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
        return letters.isEmpty() && !all
                ? Answer.refused(Refusal.NO_DEAD_LETTER, "no dead letter waits of run " + run)
                : Answer.redriven(letters);
    }
}
