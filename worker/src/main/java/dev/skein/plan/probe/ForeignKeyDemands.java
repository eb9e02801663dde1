package dev.skein.plan.probe;

import dev.skein.plan.probe.Demand.About;
import dev.skein.plan.probe.Demand.Broken;
import dev.skein.plan.probe.Probe.Kind;
import dev.skein.plan.probe.Question.Selection;
import dev.skein.plan.probe.Story.Step;
import dev.skein.plan.probe.Story.Tables;
import dev.skein.plan.schema.Change;
import dev.skein.plan.schema.Change.Action;
import dev.skein.plan.schema.Field;
import dev.skein.plan.schema.ObjectKind;
import dev.skein.plan.sql.AlterAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Foreign keys that are added or validated.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-PARMS-REFERENCES">MATCH FULL
 *     and MATCH SIMPLE</a>
 */
final class ForeignKeyDemands {
    private final Drafts drafts;
    private final Scene scene;

    ForeignKeyDemands(Drafts drafts) {
        this.drafts = drafts;
        this.scene = drafts.scene();
    }

    Stream<Demand> find() {
        return scene.changes(ObjectKind.CONSTRAINT)
                .filter(change -> change.after(Field.CONSTRAINT_TYPE).equals("foreign key")
                        && change.action() != Action.RENAMED
                        && Constraints.binds(change)
                        && !isOfPartition(change))
                .flatMap(change -> scene
                        .tables(change.id().relation())
                        .filter(tables -> !scene.isAskedAbove(change, tables.was()))
                        .filter(tables -> scene.isNew(change, demanding(change, tables)))
                        .map(tables -> Drafts.numbered(demand(change, tables)))
                        .stream());
    }

    /** A key that refers to a partitioned table has a twin for each partition, which is no demand of its own. */
    private boolean isOfPartition(Change change) {
        return scene.changes(ObjectKind.CONSTRAINT)
                .anyMatch(other -> other.id().relation().equals(change.id().relation())
                        && other.after(Field.COLUMNS).equals(change.after(Field.COLUMNS))
                        && isAbove(other.after(Field.REFERENCES), change.after(Field.REFERENCES)));
    }

    private boolean isAbove(String above, String part) {
        String parent = scene.changes(ObjectKind.TABLE)
                .filter(change -> change.id().name().equals(part))
                .map(change -> change.after(Field.PARTITION_OF))
                .findFirst()
                .orElseGet(() -> scene.table(part)
                        .map(table -> table.text(Field.PARTITION_OF))
                        .orElse(""));
        return !parent.isEmpty() && (parent.equals(above) || isAbove(above, parent));
    }

    private Demand demand(Change change, Tables tables) {
        String references = change.after(Field.REFERENCES);
        Broken broken = new Broken("row refers to nothing in " + references, "rows refer to nothing in " + references);
        List<String> relations = new ArrayList<>(List.of(tables.was()));
        scene.was(references).ifPresent(relations::add);
        Demand demand = drafts.of(
                new About(Kind.FOREIGN_KEY, tables.was(), change.id().name(), broken),
                demanding(change, tables),
                relations,
                question(change, tables));
        if (change.after(Field.DEFINITION).contains(" PERIOD ")) {
            return demand.doubted("keys over a PERIOD are not compared");
        }
        return scene.was(references).isPresent() ? demand : drafts.filled(demand, references);
    }

    private Optional<Step> demanding(Change change, Tables tables) {
        return scene.story()
                .altering(
                        tables,
                        action -> Constraints.demands(action, change, AlterAction.Kind.ADD_FOREIGN_KEY, "REFERENCES"));
    }

    private Question question(Change change, Tables tables) {
        Rows rows = Derivation.derivedAlone(scene, tables);
        List<String> columns = SqlList.items(change.after(Field.COLUMNS));
        String complete = SqlList.all(columns, column -> "child." + column + " IS NOT NULL");
        String orphan = complete + parent(change, columns);
        boolean full = change.after(Field.DEFINITION).contains(" MATCH FULL") && columns.size() > 1;
        String partial = "num_nulls(" + SqlList.join(columns, column -> "child." + column) + ") BETWEEN 1 AND "
                + (columns.size() - 1);
        return Selection.of(
                rows.item("child"), rows.label("child"), full ? "((" + orphan + ") OR " + partial + ")" : orphan);
    }

    /** A table that the bundle creates has no rows, so that every reference to it goes nowhere. */
    private String parent(Change change, List<String> columns) {
        Optional<Tables> parent = scene.tables(change.after(Field.REFERENCES));
        if (parent.isEmpty()) {
            return "";
        }
        List<String> keys = SqlList.items(change.after(Field.REFERENCED_COLUMNS));
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            pairs.add("parent." + keys.get(i) + " = child." + columns.get(i));
        }
        return " AND NOT EXISTS (SELECT FROM "
                + Derivation.derivedAlone(scene, parent.get()).item("parent") + " WHERE " + String.join(" AND ", pairs)
                + ")";
    }
}
