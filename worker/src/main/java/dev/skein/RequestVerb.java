package dev.skein;

import dev.skein.intake.ObjectVersion;
import dev.skein.intake.Request;
import dev.skein.outcome.Answer;
import tools.jackson.databind.JsonNode;

/** One thing that can be asked of the worker. */
@FunctionalInterface
interface RequestVerb {
    /**
     * Does it.
     *
     * @param object the request as it was uploaded, and by whom
     * @param document what it says
     * @throws dev.skein.target.TransientFailure when the request is to wait
     */
    Answer carryOut(Request request, ObjectVersion object, JsonNode document);
}
