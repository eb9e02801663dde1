package dev.skein.outcome;

import dev.skein.apply.Unfinished;

/**
 * What a person should know of a database to which a bundle was applied.
 *
 * @param code stable: {@code invalid-index} or {@code unvalidated-constraint}
 * @param object its name for people
 * @param message a sentence
 * @param safe SQL that mends it without keeping others out
 */
public record Warning(String code, String object, String message, String safe) {
    static Warning of(Unfinished unfinished) {
        return switch (unfinished.kind()) {
            case INVALID_INDEX ->
                new Warning(
                        "invalid-index",
                        unfinished.object(),
                        "The index is INVALID: each write keeps it up, and no query uses it.",
                        unfinished.mend());
            case UNVALIDATED_CONSTRAINT ->
                new Warning(
                        "unvalidated-constraint",
                        unfinished.object(),
                        "The constraint is NOT VALID: it binds new rows, and older ones may break it.",
                        unfinished.mend());
        };
    }
}
