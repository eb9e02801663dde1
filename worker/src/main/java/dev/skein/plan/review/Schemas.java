package dev.skein.plan.review;

import dev.skein.plan.schema.SchemaDiff;
import dev.skein.plan.schema.Snapshot;

/**
 * The definitions around the bundle.
 *
 * @param before where the bundle was tried, before its first statement
 * @param after in the same database, after its last one
 * @param diff of the two
 */
public record Schemas(Snapshot before, Snapshot after, SchemaDiff diff) {}
