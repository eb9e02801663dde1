package dev.skein.plan.review;

import dev.skein.plan.facts.TargetFacts;
import dev.skein.plan.probe.Probe;
import dev.skein.plan.trace.TracedStatement;
import java.util.List;

/**
 * What is known of a bundle and its target before anything is applied.
 *
 * @param trace the pending statements in their order
 * @param facts of the target; its tables include all that the trace touches
 * @param bigTable bytes above which a rewrite or a long lock needs approval
 */
public record ReviewInput(
        List<TracedStatement> trace, Schemas schemas, TargetFacts facts, List<Probe> probes, long bigTable) {
    /** Copies the lists. */
    public ReviewInput {
        trace = List.copyOf(trace);
        probes = List.copyOf(probes);
    }
}
