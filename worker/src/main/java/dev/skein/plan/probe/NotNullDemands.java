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
import dev.skein.plan.schema.ObjectId;
import dev.skein.plan.schema.ObjectKind;
import dev.skein.plan.sql.AlterAction;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Columns that have to have a value from now on. */
final class NotNullDemands {
    private final Drafts drafts;
    private final Scene scene;

    NotNullDemands(Drafts drafts) {
        this.drafts = drafts;
        this.scene = drafts.scene();
    }

    Stream<Demand> find() {
        return Stream.of(columns(), validated(), domains()).flatMap(demands -> demands);
    }

    private Stream<Demand> columns() {
        return scene.changes(ObjectKind.COLUMN)
                .filter(change -> becomesNotNull(change) && !isNotValid(change))
                .flatMap(change -> scene
                        .tables(change.id().relation())
                        .filter(tables -> !scene.isAskedAbove(change, tables.was()))
                        .flatMap(tables -> column(change, tables))
                        .stream());
    }

    private static boolean becomesNotNull(Change change) {
        return change.after(Field.NOT_NULL).equals("true")
                && !change.before(Field.NOT_NULL).equals("true");
    }

    private Optional<Demand> column(Change change, Tables tables) {
        String name = change.id().name();
        if (change.action() != Action.ADDED) {
            return Optional.of(demand(tables, name, name + " IS NULL"));
        }
        if (Addition.isNull(scene, tables, change)) {
            return Optional.of(demand(tables, name, ""));
        }
        return Addition.isComputed(change) ? Optional.of(demand(tables, name, name + " IS NULL")) : Optional.empty();
    }

    /** @param condition empty text where no row has a value */
    private Demand demand(Tables tables, String column, String condition) {
        Rows rows = condition.isEmpty() ? Derivation.plain(scene, tables) : Derivation.derived(scene, tables);
        return drafts.of(
                about(tables, column),
                demanding(tables, Scene.last(column)),
                List.of(tables.was()),
                Selection.of(rows, condition));
    }

    private static About about(Tables tables, String column) {
        return new About(
                Kind.NOT_NULL,
                tables.was(),
                column,
                new Broken("row has no value in " + column, "rows have no value in " + column));
    }

    private Optional<Step> demanding(Tables tables, String column) {
        return scene.story().altering(tables, action -> demands(action, column));
    }

    private static boolean demands(AlterAction action, String column) {
        return switch (action.kind()) {
            case SET_NOT_NULL -> action.name().equals(column);
            case ADD_COLUMN ->
                action.name().equals(column) && (action.has("NOT", "NULL") || action.has("PRIMARY", "KEY"));
            case ADD_PRIMARY_KEY -> action.columns().contains(column);
            case ADD_NOT_NULL -> action.columns().contains(column) && !action.has("NOT", "VALID");
            default -> false;
        };
    }

    /** From PostgreSQL 18 on NOT NULL can be NOT VALID too. */
    private boolean isNotValid(Change column) {
        return scene.changes(ObjectKind.CONSTRAINT)
                .anyMatch(change -> change.id().relation().equals(column.id().relation())
                        && change.after(Field.CONSTRAINT_TYPE).equals("not null")
                        && change.after(Field.COLUMNS).equals(column.id().name())
                        && change.after(Field.VALID).equals("false"));
    }

    /** A valid one of the usual name is not listed, so that it seems to be gone. */
    private Stream<Demand> validated() {
        return scene.diff()
                .of(ObjectKind.CONSTRAINT)
                .filter(change -> change.before(Field.CONSTRAINT_TYPE).equals("not null")
                        && change.before(Field.VALID).equals("false")
                        && !change.after(Field.VALID).equals("false"))
                .flatMap(change -> validated(change).stream());
    }

    private Optional<Demand> validated(Change change) {
        Tables tables = scene.tablesOf(change.was().relation());
        return scene.before()
                .find(new ObjectId(ObjectKind.COLUMN, tables.was(), change.before(Field.COLUMNS)))
                .filter(column -> scene.fate(column.id())
                        .filter(fate -> !fate.after(Field.NOT_NULL).equals("true"))
                        .isEmpty())
                .filter(column -> scene.table(tables.was()).isPresent())
                .map(column -> column.id().name())
                .map(column -> drafts.of(
                        about(tables, column),
                        scene.story()
                                .altering(
                                        tables,
                                        action -> action.kind() == AlterAction.Kind.VALIDATE_CONSTRAINT
                                                && action.name()
                                                        .equals(Scene.last(
                                                                change.was().name()))),
                        List.of(tables.was()),
                        Selection.of(Derivation.plain(scene, tables), column + " IS NULL")));
    }

    private Stream<Demand> domains() {
        return scene.changes(ObjectKind.DOMAIN)
                .filter(change -> change.action() != Action.ADDED && becomesNotNull(change))
                .flatMap(change -> scene.columnsOf(change.was().name()).stream().map(column -> {
                    Tables tables = scene.tablesOf(column.id().relation());
                    String name = column.id().name();
                    return drafts.of(
                            about(tables, name),
                            scene.story().domain(change.id().name()),
                            List.of(tables.was()),
                            Selection.of(Derivation.plain(scene, tables), name + " IS NULL"));
                }));
    }
}
