package dev.skein.outcome;

import java.time.Instant;

/**
 * A person's word that a plan may be applied.
 *
 * @param plan the hash that was approved
 * @param by the principal that S3 names as the one who uploaded the approval
 * @param at when
 */
public record Approval(String plan, String by, Instant at) {
    /** So much of a hash is shown to people, and is enough to name a plan. */
    private static final int SHORTEST = 12;

    /** Whether a text names a plan: its hash, or the beginning of it. */
    public static boolean isNamed(String text, String hash) {
        return text.length() >= SHORTEST && hash.startsWith(text);
    }
}
