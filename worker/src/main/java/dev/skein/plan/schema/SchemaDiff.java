package dev.skein.plan.schema;

import java.util.List;
import java.util.stream.Stream;

/** The difference of two snapshots, object by object, in the order of {@link ObjectId}. */
public record SchemaDiff(List<Change> changes) {
    /** Copies the changes. */
    public SchemaDiff {
        changes = List.copyOf(changes);
    }

    /** The changes of a kind of objects. */
    public Stream<Change> of(ObjectKind kind) {
        return changes.stream().filter(change -> change.id().kind() == kind);
    }
}
