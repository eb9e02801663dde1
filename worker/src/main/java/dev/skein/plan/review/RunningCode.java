package dev.skein.plan.review;

import dev.skein.plan.hazard.Decision;
import dev.skein.plan.hazard.Hazard;
import dev.skein.plan.hazard.HazardCode;
import dev.skein.plan.hazard.Severity;
import dev.skein.plan.schema.Change;
import dev.skein.plan.schema.Field;
import dev.skein.plan.schema.ObjectId;
import dev.skein.plan.schema.ObjectKind;
import dev.skein.plan.sql.AlterAction;
import dev.skein.plan.sql.Names;
import dev.skein.plan.sql.SqlStatement;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Changes after which code that runs now fails: it is deployed before or after the bundle, never with it. */
final class RunningCode {
    private static final List<ObjectKind> READ_BY_NAME =
            List.of(ObjectKind.TABLE, ObjectKind.FOREIGN_TABLE, ObjectKind.VIEW, ObjectKind.MATERIALIZED_VIEW);

    private final Scene scene;

    private RunningCode(Scene scene) {
        this.scene = scene;
    }

    static Stream<Hazard> find(Scene scene) {
        RunningCode rules = new RunningCode(scene);
        return Stream.of(
                        READ_BY_NAME.stream()
                                .flatMap(kind -> scene.changes(Change.Action.RENAMED, kind))
                                .flatMap(rules::renamesTable),
                        scene.changes(Change.Action.RENAMED, ObjectKind.COLUMN).flatMap(rules::renamesColumn),
                        scene.diff().of(ObjectKind.COLUMN).flatMap(rules::refusesInserts))
                .flatMap(hazards -> hazards);
    }

    private Stream<Hazard> renamesTable(Change change) {
        String old = change.was().name();
        boolean bridged =
                scene.after().find(new ObjectId(ObjectKind.VIEW, "", old)).isPresent();
        return bridged
                ? Stream.of()
                : Stream.of(new Hazard(
                        HazardCode.RENAMES_TABLE,
                        Severity.WARNING,
                        Decision.ALLOW,
                        old,
                        scene.statement(old, RunningCode::movesTable).orElse(null),
                        old + " becomes " + change.id().name() + ": code that runs now and names " + old
                                + " fails from then on until it is replaced.",
                        "-- in the same migration: the old name goes on working, also for writes\nCREATE VIEW " + old
                                + " AS SELECT * FROM " + change.id().name()
                                + ";\n-- when no code uses it, in a later bundle\nDROP VIEW " + old + ";"));
    }

    private static boolean movesTable(AlterAction action) {
        return action.kind() == AlterAction.Kind.RENAME_TABLE || action.kind() == AlterAction.Kind.SET_SCHEMA;
    }

    private Stream<Hazard> renamesColumn(Change change) {
        String table = change.was().relation();
        if (!scene.tables().existed(table) || !scene.tables().isRoot(table)) {
            return Stream.of();
        }
        return Stream.of(new Hazard(
                HazardCode.RENAMES_COLUMN,
                Severity.WARNING,
                Decision.ALLOW,
                change.was().path(),
                statement(table, change, AlterAction.Kind.RENAME_COLUMN),
                change.was().path() + " becomes " + change.id().name() + ": code that runs now and names "
                        + change.was().name() + " fails from then on until it is replaced.",
                new NewColumn(change).sql()));
    }

    private Stream<Hazard> refusesInserts(Change change) {
        String table = scene.tables().earlier(change.id().relation());
        boolean now = isDemanded(change.after(Field.NOT_NULL), change.after(Field.DEFAULT), generated(change));
        boolean before = change.action() != Change.Action.ADDED
                && isDemanded(
                        change.before(Field.NOT_NULL), change.before(Field.DEFAULT), change.before(Field.IDENTITY));
        boolean gone = change.action() == Change.Action.REMOVED;
        return gone
                        || !now
                        || before
                        || !scene.tables().stays(change.id().relation())
                        || !scene.tables().isRoot(table)
                ? Stream.of()
                : Stream.of(refuses(change, table));
    }

    private Hazard refuses(Change change, String table) {
        String column = change.id().name();
        return new Hazard(
                HazardCode.BREAKS_RUNNING_INSERTS,
                change.action() == Change.Action.ADDED ? Severity.WARNING : Severity.NOTE,
                Decision.ALLOW,
                change.id().path(),
                statement(table, change, cause(change)),
                change.id().path() + " demands a value now and has no default: an INSERT of code that does not "
                        + "give it one fails from then on.",
                "-- keep a default as long as such code runs; drop it in a later bundle\nALTER TABLE " + table
                        + " ALTER COLUMN " + column + " SET DEFAULT "
                        + (change.before(Field.DEFAULT).isEmpty() ? "<value>" : change.before(Field.DEFAULT)) + ";");
    }

    private static AlterAction.Kind cause(Change change) {
        if (change.action() == Change.Action.ADDED) {
            return AlterAction.Kind.ADD_COLUMN;
        }
        return change.before(Field.NOT_NULL).isEmpty() ? AlterAction.Kind.SET_NOT_NULL : AlterAction.Kind.DROP_DEFAULT;
    }

    private static boolean isDemanded(String notNull, String value, String generated) {
        return !notNull.isEmpty() && value.isEmpty() && generated.isEmpty();
    }

    private static String generated(Change change) {
        return change.after(Field.IDENTITY) + change.after(Field.GENERATED);
    }

    private @Nullable SqlStatement statement(String table, Change change, AlterAction.Kind kind) {
        return scene.statement(
                        table,
                        action -> action.kind() == kind
                                && Names.quote(action.name())
                                        .equals(change.was().name()))
                .orElse(null);
    }
}
