package dev.skein.plan.schema;

import java.util.List;
import java.util.stream.Stream;

/**
 * The difference of two snapshots, object by object, in the order of {@link ObjectId}; columns as they stand in their
 * table.
 *
 * <p>An added or removed table is listed with its columns, constraints, indexes and so on. A table, column or sequence
 * that was dropped and created anew under the same name is removed and added, since what it held is gone; anything else
 * that was is changed where its definition differs, and not listed where it does not.
 */
public record SchemaDiff(List<Change> changes) {
    /** Copies the changes. */
    public SchemaDiff {
        changes = List.copyOf(changes);
    }

    /**
     * What changed in one database between two moments. Renamed and moved objects are told from dropped and created ones;
     * what belongs to a renamed object, or only mentions its qualified name, is no change.
     */
    public static SchemaDiff between(Snapshot before, Snapshot after) {
        return new SchemaDiff(Comparison.between(before, after));
    }

    /** How the other of two databases differs from the one; objects are the same when they have the same name. */
    public static SchemaDiff byName(Snapshot one, Snapshot other) {
        return new SchemaDiff(Comparison.byName(one, other));
    }

    /** The changes of a kind of objects. */
    public Stream<Change> of(ObjectKind kind) {
        return changes.stream().filter(change -> change.id().kind() == kind);
    }
}
