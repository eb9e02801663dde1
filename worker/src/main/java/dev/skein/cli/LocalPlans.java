package dev.skein.cli;

import dev.skein.outcome.Approval;
import dev.skein.outcome.Attempt;
import dev.skein.outcome.PlanKeeping;
import dev.skein.plan.PlanDocument;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps the plan of one command, and approves the one that the command line names. */
final class LocalPlans implements PlanKeeping {
    private final String approved;
    private final Clock clock;
    private @Nullable PlanDocument last;

    /** @param approved the hash of the approved plan, or its beginning; empty text for none */
    LocalPlans(String approved, Clock clock) {
        this.approved = approved;
        this.clock = clock;
    }

    /** The plan that was made; empty when none was. */
    Optional<PlanDocument> last() {
        return Optional.ofNullable(last);
    }

    @Override
    public void keep(Attempt attempt, PlanDocument plan) {
        last = plan;
    }

    @Override
    public Optional<PlanDocument> kept(Attempt attempt) {
        return last();
    }

    @Override
    public Optional<PlanDocument> before(Attempt attempt) {
        return Optional.empty();
    }

    @Override
    public Optional<Approval> approval(Attempt attempt) {
        return last().map(PlanDocument::hash)
                .filter(hash -> Approval.isNamed(approved, hash))
                .map(hash -> new Approval(hash, System.getProperty("user.name", ""), clock.instant()));
    }

    @Override
    public String link(Attempt attempt) {
        return "";
    }
}
