package dev.skein.plan.schema;

import dev.skein.target.TargetSession;

/**
 * What a snapshot leaves out, besides what it never holds: the system's schemas, Skein's own schema {@code skein},
 * temporary objects, and the members of extensions.
 *
 * @param schema the schema of the history table, not quoted
 * @param historyTable Flyway's history table, not quoted; it is left out with its columns, constraints and indexes
 */
public record Leave(String schema, String historyTable) {
    /** What is left out of the snapshots of a target. */
    public static Leave of(TargetSession session) {
        return new Leave(session.namespace().schema(), session.namespace().historyTable());
    }
}
