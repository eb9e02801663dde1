package dev.skein.plan.probe;

import dev.skein.plan.probe.Story.Tables;
import dev.skein.plan.schema.Change;
import dev.skein.plan.schema.Change.Action;
import dev.skein.plan.schema.Field;
import dev.skein.plan.schema.ObjectId;
import dev.skein.plan.schema.ObjectKind;
import dev.skein.plan.schema.SchemaDiff;
import dev.skein.plan.schema.SchemaObject;
import dev.skein.plan.schema.Snapshot;
import dev.skein.plan.sql.Names;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The target's definitions before the bundle, and what the bundle makes of them. */
record Scene(SchemaDiff diff, Snapshot before, Story story) {
    /** The changes of a kind that leave an object behind. */
    Stream<Change> changes(ObjectKind kind) {
        return diff.of(kind).filter(change -> change.action() != Action.REMOVED);
    }

    /** A table's name on the target, by its name afterwards; empty for one that the bundle creates. */
    Optional<String> was(String relation) {
        Optional<Change> table = changes(ObjectKind.TABLE)
                .filter(change -> change.id().name().equals(relation))
                .findFirst();
        return table.map(change -> change.action() == Action.ADDED
                        ? Optional.<String>empty()
                        : Optional.of(change.was().name()))
                .orElseGet(() -> table(relation).map(object -> object.id().name()));
    }

    /** A table's names, by its name afterwards; empty for one that the bundle creates. */
    Optional<Tables> tables(String relation) {
        return was(relation).map(was -> new Tables(was, relation));
    }

    /** A table's names, by its name on the target. */
    Tables tablesOf(String was) {
        return new Tables(was, now(was));
    }

    /** A table's name afterwards, by its name on the target. */
    String now(String relation) {
        return changes(ObjectKind.TABLE)
                .filter(change ->
                        change.action() == Action.RENAMED && change.was().name().equals(relation))
                .map(change -> change.id().name())
                .findFirst()
                .orElse(relation);
    }

    /** A table on the target. */
    Optional<SchemaObject> table(String relation) {
        return before.find(new ObjectId(ObjectKind.TABLE, "", relation));
    }

    /** A table's columns on the target. */
    List<SchemaObject> columns(String relation) {
        return before.of(relation, ObjectKind.COLUMN);
    }

    /** The columns on the target whose type this is. */
    List<SchemaObject> columnsOf(String type) {
        return before.objects().values().stream()
                .filter(object -> object.id().kind() == ObjectKind.COLUMN
                        && object.text(Field.TYPE).equals(type)
                        && table(object.id().relation()).isPresent()
                        && !isPart(object.id().relation()))
                .toList();
    }

    /** What becomes of a column of the target; empty where nothing does. */
    Optional<Change> fate(ObjectId column) {
        return diff.of(ObjectKind.COLUMN)
                .filter(change ->
                        change.action() != Action.ADDED && change.was().equals(column))
                .findFirst();
    }

    /** A table's primary key on the target, as SQL names; empty where there is none. */
    List<String> primaryKey(String relation) {
        return before.of(relation, ObjectKind.CONSTRAINT).stream()
                .filter(object -> object.text(Field.CONSTRAINT_TYPE).equals("primary key"))
                .findFirst()
                .map(object -> SqlList.items(object.text(Field.COLUMNS)))
                .orElse(List.of());
    }

    boolean isPartitioned(String relation) {
        return table(relation)
                .filter(object -> !object.text(Field.PARTITION_KEY).isEmpty())
                .isPresent();
    }

    private boolean isPart(String relation) {
        return !parents(relation).isEmpty();
    }

    /** The tables on the target that a table is a partition of, or inherits from. */
    List<String> parents(String relation) {
        return table(relation)
                .map(object -> object.text(Field.PARTITION_OF) + "," + object.text(Field.INHERITS))
                .map(SqlList::items)
                .orElse(List.of());
    }

    /** The tables on the target that are partitions of a table, or inherit from it. */
    List<String> children(String relation) {
        return before.objects().values().stream()
                .filter(object -> object.id().kind() == ObjectKind.TABLE)
                .map(object -> object.id().name())
                .filter(name -> parents(name).contains(relation))
                .toList();
    }

    /**
     * Whether a constraint or index demands something that it did not before. Where columns get other names, so does its
     * definition.
     *
     * @param demanding the statement that demands it; empty where none can be told
     */
    boolean isNew(Change change, Optional<Story.Step> demanding) {
        return change.action() == Action.ADDED
                || demanding.isPresent()
                || !change.before(Field.VALID).equals(change.after(Field.VALID))
                || changes(ObjectKind.COLUMN)
                        .noneMatch(column -> column.action() == Action.RENAMED
                                && (column.id().relation().equals(change.id().relation())
                                        || column.id().relation().equals(change.after(Field.REFERENCES))));
    }

    /** Whether a table above this one on the target has the same change, which is asked of all their rows together. */
    boolean isAskedAbove(Change change, String relation) {
        return parents(relation).stream()
                .anyMatch(parent -> diff.changes().stream().anyMatch(above -> isSame(above, change, parent))
                        || isAskedAbove(change, parent));
    }

    private boolean isSame(Change above, Change change, String parent) {
        return above.id().kind() == change.id().kind()
                && above.action() != Action.REMOVED
                && above.id().relation().equals(now(parent))
                && Stream.of(Field.CONSTRAINT_TYPE, Field.COLUMNS, Field.EXPRESSION, Field.UNIQUE)
                        .allMatch(field -> above.after(field).equals(change.after(field)))
                && (change.id().kind() != ObjectKind.COLUMN
                        || above.id().name().equals(change.id().name()));
    }

    /** A name without its schema and quotes. */
    static String last(String name) {
        return Names.last(name);
    }
}
