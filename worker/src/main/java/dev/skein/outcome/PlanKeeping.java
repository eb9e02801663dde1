package dev.skein.outcome;

import dev.skein.plan.PlanDocument;
import java.util.Optional;

/** Where plans are kept, and approvals of them are found. */
public interface PlanKeeping {
    /** Keeps an attempt's plan. */
    void keep(Attempt attempt, PlanDocument plan);

    /** The plan that an attempt was begun by; empty when none is kept. */
    Optional<PlanDocument> kept(Attempt attempt);

    /** The plan of the attempt before this one; empty when none is kept. */
    Optional<PlanDocument> before(Attempt attempt);

    /** The approval that an attempt may go by; empty when it has none. */
    Optional<Approval> approval(Attempt attempt);

    /** Where people find the attempt's plan; empty text when nowhere. */
    String link(Attempt attempt);
}
