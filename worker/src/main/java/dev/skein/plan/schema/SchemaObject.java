package dev.skein.plan.schema;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * One object of a snapshot.
 *
 * @param address tells the object from others of the same server even when it is renamed; means nothing elsewhere
 * @param fields what is known of it; the map iterates in the order of {@link Field}
 */
public record SchemaObject(ObjectId id, Address address, Map<Field, String> fields) {
    /** Copies the fields. */
    public SchemaObject {
        EnumMap<Field, String> copy = new EnumMap<>(Field.class);
        copy.putAll(fields);
        fields = Collections.unmodifiableMap(copy);
    }

    /**
     * As in {@code pg_depend}.
     *
     * @param catalog the OID of the catalog
     * @param object the object's OID
     * @param part the column's number; 0 for a whole object
     */
    public record Address(long catalog, long object, int part) {}

    /** A field's text; empty where it does not apply. */
    public String text(Field field) {
        return fields.getOrDefault(field, "");
    }
}
