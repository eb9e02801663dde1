package dev.skein.outcome;

import dev.skein.plan.PlannedTarget;
import dev.skein.target.TargetSession;

/** Where the schema that an apply has made is published. */
@FunctionalInterface
public interface SchemaKeeping {
    /** Publishes nothing. */
    SchemaKeeping NOWHERE = (attempt, where, session) -> PublishedSchema.NONE;

    /**
     * Publishes it. What cannot be published is logged and left out, since the apply is done; it takes a bounded time.
     *
     * @param session on the target, outside a transaction
     */
    PublishedSchema publish(Attempt attempt, PlannedTarget where, TargetSession session);
}
