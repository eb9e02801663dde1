package dev.skein.plan.schema;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What becomes of one object.
 *
 * @param id its name afterwards; for a removed one, the name that it had
 * @param was the name that it had; the same as {@code id} unless it was renamed or moved
 * @param before its fields before; empty for an added one
 * @param after its fields afterwards; empty for a removed one
 */
public record Change(Action action, ObjectId id, ObjectId was, Map<Field, String> before, Map<Field, String> after) {
    /** What happened to the object. */
    public enum Action {
        ADDED,
        REMOVED,
        RENAMED,
        CHANGED
    }

    /** The fields whose text differs. */
    public List<Field> fields() {
        return Arrays.stream(Field.values())
                .filter(field -> !before(field).equals(after(field)))
                .toList();
    }

    /** A field's text before; empty where it did not apply. */
    public String before(Field field) {
        return before.getOrDefault(field, "");
    }

    /** A field's text afterwards; empty where it does not apply. */
    public String after(Field field) {
        return after.getOrDefault(field, "");
    }
}
