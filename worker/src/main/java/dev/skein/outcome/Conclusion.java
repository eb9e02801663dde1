package dev.skein.outcome;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended, the plan that it was decided by, and what was begun after it.
 *
 * @param plan null where it ended before there was one
 * @param rollouts of services that wait for the target
 */
public record Conclusion(Outcome outcome, @Nullable PlanSummary plan, List<Rollout> rollouts) {
    /** Copies the rollouts. */
    public Conclusion {
        rollouts = List.copyOf(rollouts);
    }

    /** An end that nothing was begun after. */
    public Conclusion(Outcome outcome, @Nullable PlanSummary plan) {
        this(outcome, plan, List.of());
    }

    /** An end without a plan. */
    public static Conclusion of(Outcome outcome) {
        return new Conclusion(outcome, null);
    }

    /** The same end with what was begun after it. */
    public Conclusion with(List<Rollout> begun) {
        return new Conclusion(outcome, plan, begun);
    }
}
