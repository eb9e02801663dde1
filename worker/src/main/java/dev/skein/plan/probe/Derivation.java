package dev.skein.plan.probe;

import dev.skein.plan.probe.Story.Tables;
import dev.skein.plan.schema.Change;
import dev.skein.plan.schema.Change.Action;
import dev.skein.plan.schema.Field;
import dev.skein.plan.schema.ObjectKind;
import dev.skein.plan.schema.SchemaObject;
import dev.skein.plan.sql.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes the query that gives a table's rows the columns that the bundle gives them: renamed, of another type, or added
 * with the values that ALTER TABLE would give them.
 */
final class Derivation {
    private final Scene scene;
    private final Tables tables;
    private final String table;
    private final List<Change> columns;

    private Derivation(Scene scene, Tables tables, String table) {
        this.scene = scene;
        this.tables = tables;
        this.table = table;
        this.columns = scene.diff()
                .of(ObjectKind.COLUMN)
                .filter(change -> change.action() == Action.ADDED
                        // A view may have taken the table's old name, and its columns come too.
                        ? change.id().relation().equals(tables.now())
                        : change.was().relation().equals(tables.was()))
                .toList();
    }

    /** The rows as they will be. */
    static Rows derived(Scene scene, Tables tables) {
        return new Derivation(scene, tables, tables.was()).rows();
    }

    /** The same without the rows of tables that inherit; a partitioned table has no others than those. */
    static Rows derivedAlone(Scene scene, Tables tables) {
        boolean alone = scene.isPartitioned(tables.was())
                || scene.children(tables.was()).isEmpty();
        return new Derivation(scene, tables, alone ? tables.was() : "ONLY " + tables.was()).rows();
    }

    /** The rows as they are on the target. */
    static Rows plain(Scene scene, Tables tables) {
        return new Rows(tables.was(), tables.was(), alias(tables.was()), scene.primaryKey(tables.was()));
    }

    private Rows rows() {
        String added = columns.stream()
                .filter(change -> change.action() == Action.ADDED)
                .map(change -> ", " + Addition.value(scene, tables, change) + " AS "
                        + change.id().name())
                .collect(Collectors.joining());
        String mapped = isMapped() ? "(" + mapped() + ")" : table;
        String from = added.isEmpty()
                ? mapped
                : isMapped()
                        ? "(SELECT *" + added + " FROM " + mapped + " AS " + alias(tables.was()) + ")"
                        : "(SELECT tableoid, ctid, *" + added + " FROM " + table + ")";
        return new Rows(tables.was(), from, alias(tables.now()), key());
    }

    private static String alias(String relation) {
        return Names.quote(Scene.last(relation));
    }

    private boolean isMapped() {
        return columns.stream().anyMatch(change -> change.action() == Action.RENAMED || isOtherValue(change))
                || !hidden().isEmpty();
    }

    private static boolean isOtherValue(Change change) {
        return (change.action() == Action.CHANGED || change.action() == Action.RENAMED)
                && (!change.before(Field.TYPE).equals(change.after(Field.TYPE))
                        || !change.before(Field.GENERATED).equals(change.after(Field.GENERATED)));
    }

    /** The columns whose names others take. */
    private Set<String> hidden() {
        Set<String> taken = columns.stream()
                .filter(change -> change.action() == Action.ADDED || change.action() == Action.RENAMED)
                .map(change -> change.id().name())
                .collect(Collectors.toSet());
        return scene.columns(tables.was()).stream()
                .map(column -> column.id().name())
                .filter(taken::contains)
                .collect(Collectors.toSet());
    }

    private String mapped() {
        Set<String> hidden = hidden();
        List<String> items = new ArrayList<>(List.of("tableoid", "ctid"));
        for (SchemaObject column : scene.columns(tables.was())) {
            List<Change> fate = scene.fate(column.id()).stream().toList();
            if (fate.stream().anyMatch(change -> change.action() != Action.REMOVED)) {
                items.add(mapped(column, fate.get(0)));
            } else if (!hidden.contains(column.id().name())) {
                items.add(column.id().name());
            }
        }
        return "SELECT " + String.join(", ", items) + " FROM " + table;
    }

    private String mapped(SchemaObject column, Change change) {
        String name = column.id().name();
        String value = name;
        if (isOtherValue(change)) {
            boolean generated = !change.after(Field.GENERATED).isEmpty();
            value = "CAST("
                    + (generated ? change.after(Field.GENERATED) : Conversion.expression(scene, tables, change))
                    + " AS " + change.after(Field.TYPE) + ")";
        }
        return value.equals(change.id().name())
                ? value
                : value + " AS " + change.id().name();
    }

    private List<String> key() {
        return scene.primaryKey(tables.was()).stream()
                .map(name -> columns.stream()
                        .filter(change -> change.action() == Action.RENAMED
                                && change.was().name().equals(name))
                        .map(change -> change.id().name())
                        .findFirst()
                        .orElse(name))
                .toList();
    }
}
