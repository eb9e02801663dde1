package dev.skein.plan.guard;

import dev.skein.plan.hazard.HazardCode;

/**
 * One thing past the database that a text reaches for.
 *
 * @param object the command, function, setting or name by which it does
 */
record Reach(HazardCode code, String object) {}
