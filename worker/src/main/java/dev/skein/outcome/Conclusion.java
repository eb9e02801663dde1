package dev.skein.outcome;

import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended, and the plan that it was decided by.
 *
 * @param plan null where it ended before there was one
 */
public record Conclusion(Outcome outcome, @Nullable PlanSummary plan) {
    /** An end without a plan. */
    public static Conclusion of(Outcome outcome) {
        return new Conclusion(outcome, null);
    }
}
