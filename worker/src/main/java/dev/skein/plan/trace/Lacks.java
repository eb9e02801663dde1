package dev.skein.plan.trace;

import java.util.List;

/**
 * What a shadow lacks beside rows.
 *
 * @param missing what the target has and the shadow has not
 * @param role why the role that tries may do less than the one that applies; empty text where it may do the same
 */
public record Lacks(List<String> missing, String role) {
    /** Copies the list. */
    public Lacks {
        missing = List.copyOf(missing);
    }
}
