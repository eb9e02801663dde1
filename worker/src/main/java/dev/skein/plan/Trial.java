package dev.skein.plan;

import dev.skein.plan.schema.SchemaDiff;
import dev.skein.plan.schema.Snapshot;
import dev.skein.plan.trace.Rehearsed;

/**
 * What came of trying the statements.
 *
 * @param before the schema before; where little of it was read, what the statements touch
 * @param after the schema afterwards; as before where the trial did not come to its end
 */
record Trial(Plan.Method method, Rehearsed rehearsed, Snapshot before, Snapshot after, SchemaDiff diff) {}
