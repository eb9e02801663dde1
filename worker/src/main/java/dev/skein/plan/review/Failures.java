package dev.skein.plan.review;

import dev.skein.plan.hazard.Decision;
import dev.skein.plan.hazard.Hazard;
import dev.skein.plan.hazard.HazardCode;
import dev.skein.plan.hazard.Severity;
import dev.skein.plan.schema.ObjectId;
import dev.skein.plan.schema.ObjectKind;
import dev.skein.plan.schema.SchemaObject;
import dev.skein.plan.schema.Snapshot;
import dev.skein.plan.sql.AlterAction;
import dev.skein.plan.sql.Names;
import dev.skein.plan.sql.Shape;
import dev.skein.plan.sql.SqlStatement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Hazards that show themselves by a statement that fails when it is tried. */
final class Failures {
    private static final String FEATURE_NOT_SUPPORTED = "0A000";
    private static final String UNSAFE_NEW_ENUM_VALUE_USAGE = "55P04";

    private Failures() {}

    static Optional<Hazard> of(String sqlState, SqlStatement statement, Snapshot before) {
        return switch (sqlState) {
            case FEATURE_NOT_SUPPORTED -> views(statement, before);
            case UNSAFE_NEW_ENUM_VALUE_USAGE -> Optional.of(usedAtOnce(statement));
            default -> Optional.empty();
        };
    }

    private static Optional<Hazard> views(SqlStatement statement, Snapshot before) {
        Shape shape = Shape.of(statement);
        List<AlterAction> actions = shape.actions().stream()
                .filter(action -> action.kind() == AlterAction.Kind.ALTER_TYPE)
                .toList();
        List<String> tables = before.objects().keySet().stream()
                .filter(id -> id.kind() == ObjectKind.TABLE)
                .map(ObjectId::name)
                .filter(name -> isCalled(name, shape.object()))
                .toList();
        return tables.stream()
                .flatMap(table -> actions.stream().flatMap(action -> blocks(statement, before, table, action)))
                .findFirst();
    }

    private static boolean isCalled(String qualified, String written) {
        List<String> whole = Names.parts(qualified);
        List<String> end = Names.parts(written);
        return !end.isEmpty()
                && end.size() <= whole.size()
                && whole.subList(whole.size() - end.size(), whole.size()).equals(end);
    }

    private static Stream<Hazard> blocks(SqlStatement statement, Snapshot before, String table, AlterAction action) {
        List<SchemaObject> views = new ViewDependents(before).of(table, action.name());
        List<String> names = views.stream().map(view -> view.id().name()).toList();
        return views.isEmpty()
                ? Stream.of()
                : Stream.of(new Hazard(
                        HazardCode.VIEW_BLOCKS_TYPE_CHANGE,
                        Severity.DANGER,
                        Decision.BLOCK,
                        table + "." + Names.quote(action.name()),
                        statement,
                        "PostgreSQL does not change the type of a column that a view uses. What uses " + table + "."
                                + Names.quote(action.name()) + ", in the order in which it can be dropped: "
                                + String.join(", ", names) + ".",
                        new ViewSql(before).around(views, statement.text())));
    }

    private static Hazard usedAtOnce(SqlStatement statement) {
        String object = Shape.of(statement).object();
        return new Hazard(
                HazardCode.ENUM_VALUE_USED_AT_ONCE,
                Severity.DANGER,
                Decision.BLOCK,
                object.isEmpty() ? statement.place() : object,
                statement,
                "The statement uses a value of an enum that its own transaction has added: PostgreSQL allows that only after"
                        + " the commit.",
                "-- the value in a migration of its own, before the one that uses it\n"
                        + "ALTER TYPE <enum> ADD VALUE IF NOT EXISTS '<value>';");
    }
}
