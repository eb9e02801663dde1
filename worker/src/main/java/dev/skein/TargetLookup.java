package dev.skein;

import dev.skein.plan.PlannedTarget;
import java.util.Optional;

/** Finds targets for requests. */
@FunctionalInterface
interface TargetLookup {
    /**
     * The target of a name, members of groups included.
     *
     * @throws dev.skein.target.TransientFailure when a server that has to tell does not
     */
    Optional<PlannedTarget> named(String name);
}
