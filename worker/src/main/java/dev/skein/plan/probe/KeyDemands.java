package dev.skein.plan.probe;

import dev.skein.plan.probe.Demand.About;
import dev.skein.plan.probe.Demand.Broken;
import dev.skein.plan.probe.Probe.Kind;
import dev.skein.plan.probe.Question.Selection;
import dev.skein.plan.probe.Story.Step;
import dev.skein.plan.probe.Story.Tables;
import dev.skein.plan.schema.Change;
import dev.skein.plan.schema.Field;
import dev.skein.plan.schema.ObjectKind;
import dev.skein.plan.sql.AlterAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Primary keys, unique constraints and unique indexes. That a primary key's columns have values is asked with the columns.
 *
 * @see <a href="https://www.postgresql.org/docs/current/indexes-unique.html">Unique indexes</a>
 */
final class KeyDemands {
    private final Drafts drafts;
    private final Scene scene;

    KeyDemands(Drafts drafts) {
        this.drafts = drafts;
        this.scene = drafts.scene();
    }

    Stream<Demand> find() {
        Stream<Change> constraints = scene.changes(ObjectKind.CONSTRAINT)
                .filter(change -> List.of("primary key", "unique").contains(change.after(Field.CONSTRAINT_TYPE))
                        && !change.after(Field.DEFINITION).contains(" WITHOUT OVERLAPS"));
        Stream<Change> indexes = scene.changes(ObjectKind.INDEX)
                .filter(change -> change.after(Field.UNIQUE).equals("true")
                        && !change.after(Field.VALID).equals("false"));
        return Stream.concat(constraints, indexes)
                .filter(change -> change.action() != Change.Action.RENAMED)
                .flatMap(change -> scene
                        .tables(change.id().relation())
                        .filter(tables -> !scene.isAskedAbove(change, tables.was()))
                        .filter(tables -> scene.isNew(change, demanding(change, tables)))
                        .map(tables -> demand(change, tables))
                        .stream());
    }

    private Demand demand(Change change, Tables tables) {
        String keys = change.after(Field.COLUMNS);
        About about = new About(
                Kind.UNIQUE,
                tables.was(),
                change.id().name(),
                new Broken("row repeats the " + keys + " of another", "rows repeat the " + keys + " of others"));
        return drafts.of(about, demanding(change, tables), List.of(tables.was()), question(change, tables));
    }

    private Question question(Change change, Tables tables) {
        Rows rows = Derivation.derivedAlone(scene, tables);
        String keys = change.after(Field.COLUMNS);
        String groups = "\nFROM " + rows.item() + where(change) + "\nGROUP BY " + keys + " HAVING count(*) > 1";
        String labels = "SELECT array_to_string((array_agg(" + rows.label() + " ORDER BY tableoid, ctid))[1:"
                + Selection.SAMPLES + "], ', ') || CASE WHEN count(*) > " + Selection.SAMPLES
                + " THEN ', …' ELSE '' END AS label" + groups + " ORDER BY min(ctid)";
        return new Selection(
                Selection.samples(labels),
                "SELECT coalesce(sum(d.n - 1), 0) FROM (SELECT count(*) AS n" + groups + ") AS d",
                "SELECT " + keys + ", count(*)" + groups);
    }

    private static String where(Change change) {
        List<String> conditions = new ArrayList<>();
        if (!change.after(Field.NULLS_NOT_DISTINCT).equals("true")) {
            conditions.add(SqlList.all(SqlList.items(change.after(Field.COLUMNS)), key -> key + " IS NOT NULL"));
        }
        if (change.id().kind() == ObjectKind.INDEX
                && !change.after(Field.EXPRESSION).isEmpty()) {
            conditions.add(change.after(Field.EXPRESSION));
        }
        return conditions.isEmpty() ? "" : "\nWHERE " + String.join(" AND ", conditions);
    }

    private Optional<Step> demanding(Change change, Tables tables) {
        String name = Scene.last(change.id().name());
        List<String> columns = SqlList.items(change.after(Field.COLUMNS)).stream()
                .map(Scene::last)
                .toList();
        return scene.story()
                .first(
                        tables,
                        step -> builds(step, name)
                                || step.shape().actions().stream().anyMatch(action -> demands(action, name, columns)));
    }

    private static boolean builds(Step step, String name) {
        String written = step.shape().name();
        return step.shape().command().equals("CREATE INDEX")
                && (written.isEmpty() || Scene.last(written).equals(name));
    }

    private static boolean demands(AlterAction action, String name, List<String> columns) {
        return switch (action.kind()) {
            case ADD_PRIMARY_KEY, ADD_UNIQUE ->
                action.name().equals(name)
                        || (action.name().isEmpty() && action.columns().equals(columns));
            case ADD_COLUMN ->
                columns.contains(action.name()) && (action.has("UNIQUE") || action.has("PRIMARY", "KEY"));
            default -> false;
        };
    }
}
