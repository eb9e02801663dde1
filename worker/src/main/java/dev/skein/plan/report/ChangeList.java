package dev.skein.plan.report;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The changes that are shown: a table that comes or goes is shown whole, and its parts not once more. */
final class ChangeList {
    private static final Set<String> PARTS = Set.of("column", "constraint");
    private static final Set<String> WHOLE = Set.of("ADDED", "REMOVED");

    private ChangeList() {}

    static List<Item> of(Item plan) {
        List<Item> changes = plan.list("changes");
        Set<String> tables = changes.stream()
                .filter(change -> change.is("kind", "table") && WHOLE.contains(change.text("action")))
                .map(table -> table.text("action") + " " + table.text("name"))
                .collect(Collectors.toSet());
        return changes.stream()
                .filter(change -> !tables.contains(change.text("action") + " " + whole(change)))
                .toList();
    }

    /** The table that a change is a part of; empty for what stands by itself. */
    private static String whole(Item change) {
        if (PARTS.contains(change.text("kind"))) {
            return change.text("relation");
        }
        String column = change.list("fields").stream()
                .filter(field -> field.is("name", "owned by"))
                .map(field -> field.text("before") + field.text("after"))
                .findFirst()
                .orElse("");
        return column.substring(0, Math.max(0, column.lastIndexOf('.')));
    }
}
