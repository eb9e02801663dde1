package dev.skein.plan.review;

import dev.skein.plan.schema.Field;
import dev.skein.plan.schema.ObjectKind;
import dev.skein.plan.schema.SchemaObject;
import dev.skein.plan.sql.Names;
import java.util.List;
import java.util.stream.Collectors;

/** SQL that builds an index on a partitioned table, partition by partition, while writes go on. */
final class PartitionedIndex {
    private static final int PARTITIONS = 20;

    private final Scene scene;
    private final String table;
    private final String name;

    PartitionedIndex(Scene scene, String table, String name) {
        this.scene = scene;
        this.table = table;
        this.name = name;
    }

    String sql() {
        return scene.after().of(table, ObjectKind.INDEX).stream()
                .filter(index -> Names.last(index.id().name()).equals(Names.last(name)))
                .findFirst()
                .map(this::partByPart)
                .orElse("-- CREATE INDEX … ON ONLY the table; then for each partition CREATE INDEX CONCURRENTLY, and"
                        + " ALTER INDEX … ATTACH PARTITION");
    }

    private String partByPart(SchemaObject index) {
        List<SchemaObject> parts = scene.after().objects().values().stream()
                .filter(object -> object.id().kind() == ObjectKind.INDEX)
                .filter(object -> scene.tables().root(object.id().relation()).equals(table)
                        && !object.id().relation().equals(table))
                .filter(object -> object.text(Field.COLUMNS).equals(index.text(Field.COLUMNS)))
                .toList();
        String more = parts.size() > PARTITIONS ? "\n-- and so on for the other partitions" : "";
        return parts.stream()
                .limit(PARTITIONS)
                .map(part -> part(index, part))
                .collect(Collectors.joining(
                        "\n",
                        "-- an index of the table alone: valid when all partitions have theirs\n"
                                + index.text(Field.DEFINITION)
                                + ";\n-- for each partition, in a migration of its own: it cannot run in a transaction\n",
                        more));
    }

    private static String part(SchemaObject index, SchemaObject part) {
        String schema = schema(part.id().relation());
        return part.text(Field.DEFINITION).replaceFirst(" INDEX ", " INDEX CONCURRENTLY ") + ";\nALTER INDEX "
                + schema(index.id().relation()) + index.id().name() + " ATTACH PARTITION " + schema
                + part.id().name() + ";";
    }

    private static String schema(String relation) {
        List<String> parts = Names.parts(relation);
        return parts.size() < 2 ? "" : Names.quote(parts.get(0)) + ".";
    }
}
