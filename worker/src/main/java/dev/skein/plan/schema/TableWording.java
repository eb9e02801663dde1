package dev.skein.plan.schema;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The near-SQL of tables and foreign tables. */
final class TableWording {
    private TableWording() {}

    static String of(Definition table, List<String> parts) {
        String head = Wording.words(
                Wording.create(table, isForeign(table) ? "FOREIGN TABLE" : "TABLE"),
                table.text("OF ", Field.TYPE, ""),
                table.text("PARTITION OF ", Field.PARTITION_OF, ""));
        return Stream.concat(Stream.of(head + " " + block(parts)), clauses(table))
                .filter(clause -> !clause.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private static boolean isForeign(Definition table) {
        return table.id().kind() == ObjectKind.FOREIGN_TABLE;
    }

    private static String block(List<String> parts) {
        return parts.isEmpty()
                ? "(…)"
                : parts.stream().map(part -> "    " + part).collect(Collectors.joining(",\n", "(\n", "\n)"));
    }

    private static Stream<String> clauses(Definition table) {
        return Stream.of(
                table.text(Field.BOUNDS),
                table.text("INHERITS (", Field.INHERITS, ")"),
                table.text("PARTITION BY ", Field.PARTITION_KEY, ""),
                table.text("USING ", Field.ACCESS_METHOD, ""),
                isForeign(table) ? table.text(Field.OPTIONS) : table.text("WITH (", Field.OPTIONS, ")"),
                table.text("TABLESPACE ", Field.TABLESPACE, ""));
    }
}
