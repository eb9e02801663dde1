package dev.skein.plan.review;

import dev.skein.plan.schema.Change;
import dev.skein.plan.schema.Field;
import dev.skein.plan.schema.ObjectId;
import dev.skein.plan.schema.ObjectKind;
import dev.skein.plan.schema.SchemaObject;
import dev.skein.plan.sql.AlterAction;
import dev.skein.plan.sql.Names;
import dev.skein.plan.sql.SqlStatement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tables and columns that are gone after the bundle, or that were dropped and made anew without what they held. */
final class Dropped {
    private final Scene scene;
    private final Set<String> removed;

    Dropped(Scene scene) {
        this.scene = scene;
        this.removed = Stream.concat(removed(ObjectKind.TABLE), removed(ObjectKind.MATERIALIZED_VIEW))
                .collect(Collectors.toSet());
    }

    /** A table that goes. */
    record Table(String name, @Nullable SqlStatement statement) {
        String retired() {
            return NewName.local(name, "_unused");
        }
    }

    /**
     * A column that goes.
     *
     * @param recreated says that another one comes in its place; empty text where none does
     */
    record Column(SchemaObject was, @Nullable SqlStatement statement, String recreated) {
        String relation() {
            return was.id().relation();
        }

        String name() {
            return was.id().name();
        }

        String path() {
            return was.id().path();
        }

        boolean isDerived() {
            return !was.text(Field.GENERATED).isEmpty();
        }
    }

    /** Tables that go; partitions of those only by their topmost table. */
    Stream<Table> tables() {
        return removed(ObjectKind.TABLE)
                .filter(name -> scene.tables().isRoot(name)
                        || !removed.contains(scene.tables().root(name)))
                .map(name -> new Table(name, droppedBy(name).orElse(null)));
    }

    /** Columns that go from tables that stay; those of partitions only by their topmost table. */
    Stream<Column> columns() {
        return scene.before().objects().values().stream()
                .filter(object -> object.id().kind() == ObjectKind.COLUMN)
                .filter(object -> scene.tables().existed(object.id().relation()))
                .filter(object -> scene.tables()
                        .root(object.id().relation())
                        .equals(object.id().relation()))
                .flatMap(this::column);
    }

    private Stream<Column> column(SchemaObject column) {
        boolean goes = scene.changes(Change.Action.REMOVED, ObjectKind.COLUMN)
                .anyMatch(change -> change.was().equals(column.id()));
        boolean comes = scene.changes(Change.Action.ADDED, ObjectKind.COLUMN)
                .anyMatch(change -> change.id().equals(column.id()));
        return goes && !removed.contains(column.id().relation())
                ? Stream.of(new Column(
                        column,
                        cause(column),
                        comes ? "; another column comes under its name, without its values" : ""))
                : Stream.of();
    }

    private Stream<String> removed(ObjectKind kind) {
        return scene.changes(Change.Action.REMOVED, kind).map(Change::was).map(ObjectId::name);
    }

    private @Nullable SqlStatement cause(SchemaObject column) {
        return scene.statement(
                        column.id().relation(),
                        action -> action.kind() == AlterAction.Kind.DROP_COLUMN
                                && Names.quote(action.name()).equals(column.id().name()))
                .orElse(null);
    }

    private Optional<SqlStatement> droppedBy(String table) {
        Optional<SqlStatement> named = scene.steps("DROP TABLE")
                .filter(step -> names(step).contains(table))
                .map(Step::statement)
                .findFirst();
        return named.or(() -> scene.statement(table, action -> false));
    }

    private List<String> names(Step step) {
        return step.shape().objects().stream()
                .map(object -> scene.tables().named(object, step.touches()))
                .toList();
    }
}
