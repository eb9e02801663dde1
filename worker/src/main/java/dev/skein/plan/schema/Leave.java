package dev.skein.plan.schema;

/**
 * What a snapshot leaves out, besides what it never holds: the system's schemas, Skein's own schema {@code skein},
 * temporary objects, and the members of extensions.
 *
 * @param schema the schema of the history table, not quoted
 * @param historyTable Flyway's history table, not quoted; it is left out with its columns, constraints and indexes
 */
public record Leave(String schema, String historyTable) {}
