package dev.skein.plan.probe;

import dev.skein.plan.probe.Story.Tables;
import dev.skein.plan.schema.Change;
import dev.skein.plan.schema.Field;
import dev.skein.plan.schema.ObjectId;
import dev.skein.plan.schema.ObjectKind;
import dev.skein.plan.sql.AlterAction;
import dev.skein.plan.sql.AlterAction.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What an added column holds in the rows that were there before. The default that it has in the end does not tell: only
 * the one with which it was added fills rows.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES">ALTER TABLE</a>
 */
final class Addition {
    private static final Set<String> SERIAL =
            Set.of("serial", "bigserial", "smallserial", "serial2", "serial4", "serial8");

    /** Numbers that differ from row to row, as a sequence would give them; nothing may be drawn from it. */
    static final String NUMBERED = "row_number() OVER ()";

    private Addition() {}

    /** Whether rows get no value. */
    static boolean isNull(Scene scene, Tables tables, Change column) {
        return column.after(Field.GENERATED).isEmpty()
                && expression(scene, tables, column)
                        .filter(text -> !text.toUpperCase(Locale.ROOT).matches("\\(?NULL\\)?(::.*)?"))
                        .isEmpty();
    }

    /** Whether each row's value follows from its other columns. */
    static boolean isComputed(Change column) {
        return !column.after(Field.GENERATED).isEmpty();
    }

    /** The value as an SQL expression over the table's other columns. */
    static String value(Scene scene, Tables tables, Change column) {
        if (isComputed(column)) {
            return column.after(Field.GENERATED);
        }
        return "CAST(" + expression(scene, tables, column).orElse("NULL") + " AS " + column.after(Field.TYPE) + ")";
    }

    private static Optional<String> expression(Scene scene, Tables tables, Change column) {
        if (!column.after(Field.IDENTITY).isEmpty()) {
            return Optional.of(NUMBERED);
        }
        List<AlterAction> actions = scene.story()
                .actions(tables)
                .filter(action -> action.name().equals(Scene.last(column.id().name())))
                .toList();
        Optional<AlterAction> added = actions.stream()
                .filter(action -> action.kind() == Kind.ADD_COLUMN)
                .reduce((earlier, later) -> later);
        Optional<String> atLast = Optional.of(column.after(Field.DEFAULT)).filter(text -> !text.isEmpty());
        return added.isEmpty()
                ? atLast.map(Addition::numbered)
                : written(scene, added.get(), column)
                        .map(text -> isDefaultKept(actions) ? atLast.orElse(text) : text)
                        .map(Addition::numbered);
    }

    private static Optional<String> written(Scene scene, AlterAction added, Change column) {
        if (SERIAL.contains(added.type().orElse("").toLowerCase(Locale.ROOT))) {
            return Optional.of(NUMBERED);
        }
        return added.defaultValue()
                .or(() -> scene.before()
                        .find(new ObjectId(ObjectKind.DOMAIN, "", column.after(Field.TYPE)))
                        .map(domain -> domain.text(Field.DEFAULT))
                        .filter(text -> !text.isEmpty()));
    }

    private static boolean isDefaultKept(List<AlterAction> actions) {
        return actions.stream()
                .noneMatch(action -> action.kind() == Kind.SET_DEFAULT || action.kind() == Kind.DROP_DEFAULT);
    }

    private static String numbered(String expression) {
        return expression.toLowerCase(Locale.ROOT).contains("nextval(") ? NUMBERED : expression;
    }
}
