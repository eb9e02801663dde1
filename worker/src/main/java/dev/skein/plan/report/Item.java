package dev.skein.plan.report;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** An object of plan.json, read with patience: what is missing or of another type reads as empty. */
record Item(JsonNode node) {
    String text(String field) {
        return node.path(field).asString("");
    }

    boolean has(String field) {
        return !text(field).isEmpty();
    }

    boolean is(String field, String value) {
        return text(field).equals(value);
    }

    boolean flag(String field) {
        return node.path(field).asBoolean(false);
    }

    long count(String field) {
        return node.path(field).asLong(0);
    }

    double seconds(String field) {
        return node.path(field).asDouble(0);
    }

    Item in(String field) {
        return new Item(node.path(field));
    }

    boolean isPresent() {
        return node.isObject();
    }

    List<Item> list(String field) {
        return node.path(field).valueStream().map(Item::new).toList();
    }

    List<String> texts(String field) {
        return node.path(field).valueStream().map(one -> one.asString("")).toList();
    }

    /** Where in the bundle, such as {@code migrations/V5__x.sql:12}; empty where nothing is said. */
    String place() {
        return has("file") && has("line") ? text("file") + ":" + text("line") : text("file");
    }
}
