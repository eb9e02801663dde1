package dev.skein.plan.probe;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A table's rows as the bundle will find them, as SQL to select from.
 *
 * @param relation the table on the target
 * @param from the table, or a query in brackets
 * @param alias the name under which expressions know it
 * @param key the columns of the primary key, as SQL names; empty where there is none
 */
record Rows(String relation, String from, String alias, List<String> key) {
    /** Longer values of keys are cut. */
    private static final int LONGEST = 80;

    Rows {
        key = List.copyOf(key);
    }

    /** As an item of FROM. */
    String item() {
        return from.startsWith("(") ? from + " AS " + alias : from;
    }

    /** As an item of FROM under another name. */
    String item(String name) {
        return from + " AS " + name;
    }

    /** The text that tells a row from others, such as {@code id=3}, as an SQL expression. */
    String label() {
        return label("");
    }

    /** The text that tells a row from others, of the item of that name. */
    String label(String name) {
        String of = name.isEmpty() ? "" : name + ".";
        if (key.isEmpty()) {
            return "'ctid=' || " + of + "ctid";
        }
        String columns = key.stream()
                .map(column -> SqlList.literal(column + "=") + " || left(" + of + column + "::text, " + LONGEST + ")")
                .collect(Collectors.joining(" || ', ' || "));
        return key.size() == 1 ? columns : "'(' || " + columns + " || ')'";
    }
}
