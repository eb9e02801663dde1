package dev.skein.plan.probe;

import dev.skein.plan.probe.Demand.About;
import dev.skein.plan.probe.Demand.Broken;
import dev.skein.plan.probe.Probe.Kind;
import dev.skein.plan.probe.Question.Trial;
import dev.skein.plan.probe.Story.Tables;
import dev.skein.plan.schema.Change;
import dev.skein.plan.schema.Change.Action;
import dev.skein.plan.schema.Field;
import dev.skein.plan.schema.ObjectKind;
import dev.skein.plan.sql.AlterAction;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Expressions that are computed of each row when a stored generated column is added or an index built, and that fail on
 * some: a division by zero, a text that is no date.
 *
 * @see <a href="https://www.postgresql.org/docs/current/ddl-generated-columns.html">Generated columns</a>
 */
final class ExpressionDemands {
    private static final Broken BROKEN = new Broken("row makes its expression fail", "rows make its expression fail");

    private final Drafts drafts;
    private final Scene scene;

    ExpressionDemands(Drafts drafts) {
        this.drafts = drafts;
        this.scene = drafts.scene();
    }

    Stream<Demand> find() {
        return Stream.concat(columns(), indexes());
    }

    private Stream<Demand> columns() {
        return scene.changes(ObjectKind.COLUMN)
                .filter(change -> change.action() == Action.ADDED
                        && !change.after(Field.VIRTUAL).equals("true")
                        && Fallible.is(change.after(Field.GENERATED)))
                .flatMap(change -> ofTable(change).map(tables -> column(change, tables)));
    }

    private Demand column(Change change, Tables tables) {
        Rows rows = Derivation.plain(scene, tables);
        String type = change.after(Field.TYPE);
        String value = "(" + change.after(Field.GENERATED) + ")";
        return drafts.of(
                about(change, tables),
                scene.story()
                        .altering(
                                tables,
                                action -> action.kind() == AlterAction.Kind.ADD_COLUMN
                                        && action.name()
                                                .equals(Scene.last(change.id().name()))),
                List.of(tables.was()),
                trial(rows, value, type));
    }

    private Stream<Demand> indexes() {
        return scene.changes(ObjectKind.INDEX)
                .filter(change -> change.action() == Action.ADDED
                        && (Fallible.is(change.after(Field.COLUMNS)) || Fallible.is(change.after(Field.EXPRESSION))))
                .flatMap(change -> ofTable(change).map(tables -> index(change, tables)));
    }

    private Demand index(Change change, Tables tables) {
        Rows rows = Derivation.derivedAlone(scene, tables);
        String predicate = change.after(Field.EXPRESSION);
        Rows indexed = predicate.isEmpty()
                ? rows
                : new Rows(
                        rows.relation(),
                        "(SELECT tableoid, ctid, * FROM " + rows.item() + " WHERE " + predicate + ")",
                        rows.alias(),
                        rows.key());
        String name = Scene.last(change.id().name());
        return drafts.of(
                about(change, tables),
                scene.story()
                        .first(
                                tables,
                                step -> step.shape().command().equals("CREATE INDEX")
                                        && (step.shape().name().isEmpty()
                                                || Scene.last(step.shape().name())
                                                        .equals(name))),
                List.of(tables.was()),
                trial(indexed, "ROW(" + change.after(Field.COLUMNS) + ")::text", "text"));
    }

    private Stream<Tables> ofTable(Change change) {
        Optional<Tables> tables = scene.tables(change.id().relation());
        return tables.filter(found -> !scene.isAskedAbove(change, found.was())).stream();
    }

    private static About about(Change change, Tables tables) {
        return new About(Kind.TYPE, tables.was(), change.id().name(), BROKEN);
    }

    private static Question trial(Rows rows, String value, String type) {
        String all = "SELECT count(CAST(" + value + " AS " + type + ")) FROM " + rows.item();
        return new Trial(all, RowByRow.of(rows, value, type), all);
    }
}
