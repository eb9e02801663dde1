package dev.skein.plan.probe;

import dev.skein.plan.sql.SqlStatement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question that was put to the target's rows.
 *
 * @param relation the table on the target, before the bundle
 * @param subject the column or constraint that the rows would have to satisfy
 * @param statement the statement that demands it; null where none can be told
 * @param breaking how many rows break it (for duplicates: how many are too many); 0 unless they do
 * @param samples keys of up to five of them, such as {@code id=3}; values of rows: they stay in plan.json
 * @param why in words, without values of rows: what was found, or why nothing can be said
 * @param query the question as SQL that can be run by hand
 */
public record Probe(
        Kind kind,
        Answer answer,
        String relation,
        String subject,
        @Nullable SqlStatement statement,
        long breaking,
        List<String> samples,
        String why,
        String query) {
    /** Copies the samples. */
    public Probe {
        samples = List.copyOf(samples);
    }

    /** What the rows have to be. */
    public enum Kind {
        NOT_NULL,
        UNIQUE,
        CHECK,
        FOREIGN_KEY,
        EXCLUSION,
        TYPE,
        ENUM
    }

    /** What the rows said. */
    public enum Answer {
        /** Every row satisfies it. */
        HOLDS,
        /** Some rows do not. */
        BREAKS,
        /** It cannot be said. */
        INCONCLUSIVE
    }
}
