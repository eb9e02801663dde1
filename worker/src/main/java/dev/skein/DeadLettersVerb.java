package dev.skein;

import dev.skein.intake.DeadLetters;
import dev.skein.intake.ObjectVersion;
import dev.skein.intake.OpenLetters;
import dev.skein.intake.Request;
import dev.skein.outcome.Answer;
import dev.skein.outcome.DeadLetter;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** {@code dead-letters}: tells what waits in the dead-letter queue, and leaves it there. */
final class DeadLettersVerb implements RequestVerb {
    private final DeadLetters deadLetters;

    DeadLettersVerb(DeadLetters deadLetters) {
        this.deadLetters = deadLetters;
    }

    /** The key says whose letters are told of, because permissions are given by keys. */
    @Override
    public Answer carryOut(Request request, ObjectVersion object, JsonNode document) {
        try (OpenLetters open = deadLetters.open()) {
            List<DeadLetter> letters = open.receive().stream()
                    .flatMap(letter -> DeadLetter.of(letter, object.bucket()).stream())
                    .filter(letter -> request.isOfAll() || letter.isOf(request.target()))
                    .toList();
            Answer answer = Answer.deadLetters(letters);
            return open.isCut() ? answer.cut() : answer;
        }
    }
}
