package dev.skein.plan.report;

import dev.skein.plan.facts.Bytes;
import java.util.Map;
import java.util.stream.Collectors;

/** How big the target's tables are. */
final class Sizes {
    private final Map<String, Item> tables;

    Sizes(Item plan) {
        this.tables = plan.list("tables").stream()
                .collect(Collectors.toMap(table -> table.text("name"), table -> table, (first, second) -> first));
    }

    /** Such as {@code 3.2 GiB}; empty where it is not known. */
    String size(String relation) {
        Item table = tables.get(relation);
        return table == null ? "" : Bytes.words(table.count("bytes"));
    }

    /** Such as {@code 3.2 GiB, about 41 million rows}; empty where it is not known. */
    String sizeAndRows(String relation) {
        Item table = tables.get(relation);
        return table == null ? "" : size(relation) + ", " + Amount.rows(table.count("rows"));
    }
}
