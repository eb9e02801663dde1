package dev.skein.outcome;

import java.util.List;

/**
 * What was found and published after a bundle was applied.
 *
 * @param warnings of the whole database, also of what was there before
 */
public record AfterApply(PublishedSchema schema, List<Warning> warnings) {
    /** Nothing was looked at. */
    public static final AfterApply NOTHING = new AfterApply(PublishedSchema.NONE, List.of());

    /** Copies the warnings. */
    public AfterApply {
        warnings = List.copyOf(warnings);
    }
}
