package dev.skein.benchmarks;

import dev.skein.outcome.Approval;
import dev.skein.outcome.Attempt;
import dev.skein.outcome.PlanKeeping;
import dev.skein.plan.PlanDocument;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps the plan of one run in memory, where the worker keeps it in the bucket. Nobody approves anything. */
final class KeptPlans implements PlanKeeping {
    private @Nullable PlanDocument last;

    @Override
    public void keep(Attempt attempt, PlanDocument plan) {
        last = plan;
    }

    @Override
    public Optional<PlanDocument> kept(Attempt attempt) {
        return Optional.ofNullable(last);
    }

    @Override
    public Optional<PlanDocument> before(Attempt attempt) {
        return Optional.empty();
    }

    @Override
    public Optional<Approval> approval(Attempt attempt) {
        return Optional.empty();
    }

    @Override
    public String link(Attempt attempt) {
        return "";
    }
}
