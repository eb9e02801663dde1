package dev.skein.plan.schema;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The definitions of a database's objects at one moment: everything but system schemas, what extensions own, the schema
 * {@code skein} and the target's history table.
 */
public record Snapshot(Map<ObjectId, SchemaObject> objects) {
    /** Copies and sorts the objects. */
    public Snapshot {
        objects = Collections.unmodifiableMap(new TreeMap<>(objects));
    }

    /** The object; empty when there is none. */
    public Optional<SchemaObject> find(ObjectId id) {
        return Optional.ofNullable(objects.get(id));
    }

    /** The objects of a kind that belong to a relation, by name. */
    public List<SchemaObject> of(String relation, ObjectKind kind) {
        return objects.values().stream()
                .filter(object ->
                        object.id().kind() == kind && object.id().relation().equals(relation))
                .toList();
    }
}
