package dev.skein.plan.schema;

import java.util.Map;

/** What an object is at one moment. */
record Definition(ObjectId id, Map<Field, String> fields) {
    /** A field's text; empty where it does not apply. */
    String text(Field field) {
        return fields.getOrDefault(field, "");
    }

    /** A field's text between two others; empty where the field does not apply. */
    String text(String prefix, Field field, String suffix) {
        String text = text(field);
        return text.isEmpty() ? "" : prefix + text + suffix;
    }

    /** A word where the field applies. */
    String word(Field field, String word) {
        return text(field).isEmpty() ? "" : word;
    }
}
