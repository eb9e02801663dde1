package dev.skein.infra.stage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** A part of a stage's file: gives out the values below its keys, and keeps the mistakes of all parts together. */
final class Section {
    private final String path;
    private final JsonNode node;
    private final List<String> mistakes;
    private final Set<String> taken = new TreeSet<>();

    /**
     * @param path of the keys that lead here, with a dot at its end; empty text for the whole
     * @param mistakes of the whole file
     */
    Section(String path, JsonNode node, List<String> mistakes) {
        this.path = path;
        this.node = node;
        this.mistakes = mistakes;
        if (!node.isObject() && !node.isMissingNode()) {
            mistakes.add(path.replaceAll("\\.$", "") + ": expected keys with values below it");
        }
    }

    /** The key's text; empty where it is missing. */
    String text(String key) {
        JsonNode value = take(key);
        if (value.isContainer()) {
            mistakes.add(path + key + ": expected one value");
            return "";
        }
        return value.asString("");
    }

    Optional<String> optional(String key) {
        return Optional.of(text(key)).filter(text -> !text.isEmpty());
    }

    int number(String key, int normal) {
        String text = text(key);
        if (text.isEmpty()) {
            return normal;
        }
        if (text.matches("\\d{1,9}")) {
            return Integer.parseInt(text);
        }
        mistakes.add(path + key + ": expected a number");
        return normal;
    }

    /** True or false; false where it is missing. */
    boolean flag(String key) {
        String text = text(key);
        if (!text.isEmpty() && !text.equals("true") && !text.equals("false")) {
            mistakes.add(path + key + ": expected true or false");
        }
        return text.equals("true");
    }

    /** A list, or one value. */
    List<String> list(String key) {
        JsonNode value = take(key);
        List<String> items = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(item -> items.add(item.asString("")));
        } else if (!value.isMissingNode()) {
            items.add(value.asString(""));
        }
        if (items.contains("")) {
            mistakes.add(path + key + ": expected a list of values");
        }
        return items;
    }

    /** All keys that are not taken yet, with their values; a list becomes {@code a,b}, keys below one {@code k=v,l=w}. */
    Map<String, String> rest() {
        Map<String, String> values = new LinkedHashMap<>();
        node.properties().stream()
                .filter(property -> taken.add(property.getKey()))
                .forEach(property -> values.put(property.getKey(), flat(property.getValue())));
        return values;
    }

    /** Notes a mistake where this does not hold. */
    void that(boolean holds, String mistake) {
        if (!holds) {
            mistakes.add(path + mistake);
        }
    }

    /** Whether the key that leads here is not there. */
    boolean isMissing() {
        return node.isMissingNode();
    }

    boolean has(String key) {
        return node.has(key);
    }

    Section section(String key) {
        return new Section(path + key + ".", take(key), mistakes);
    }

    /** The sections below a key, by their names. */
    Map<String, Section> sections(String key) {
        Section all = section(key);
        Map<String, Section> found = new LinkedHashMap<>();
        all.node.properties().forEach(property -> found.put(property.getKey(), all.section(property.getKey())));
        return found;
    }

    /** Makes a value of what was read; empty where it cannot be, and then the mistakes are noted. Keys that nobody took are one. */
    <T> Optional<T> make(Supplier<T> value) {
        node.properties().stream()
                .map(Map.Entry::getKey)
                .filter(key -> !taken.contains(key))
                .forEach(key -> mistakes.add(path + key + ": there is no such key"));
        return value(value);
    }

    /** A part of such a value. */
    <T> Optional<T> value(Supplier<T> value) {
        try {
            return Optional.of(value.get());
        } catch (StageException e) {
            e.mistakes().forEach(mistake -> mistakes.add(path + mistake));
            return Optional.empty();
        }
    }

    private JsonNode take(String key) {
        taken.add(key);
        return node.path(key);
    }

    private static String flat(JsonNode value) {
        List<String> items = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(item -> items.add(item.asString("")));
            return String.join(",", items);
        }
        if (value.isObject()) {
            value.properties()
                    .forEach(property -> items.add(
                            property.getKey() + "=" + property.getValue().asString("")));
            return String.join(",", items);
        }
        return value.asString("");
    }
}
