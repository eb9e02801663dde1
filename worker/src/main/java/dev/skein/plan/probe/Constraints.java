package dev.skein.plan.probe;

import dev.skein.plan.schema.Change;
import dev.skein.plan.schema.Field;
import dev.skein.plan.sql.AlterAction;
import dev.skein.plan.sql.AlterAction.Kind;
import java.util.List;

/** What the constraints that can be NOT VALID have in common. */
final class Constraints {
    private Constraints() {}

    /** Whether the rows that are there have to satisfy it. */
    static boolean binds(Change constraint) {
        return !constraint.after(Field.VALID).equals("false")
                && !constraint.after(Field.DEFINITION).endsWith(" NOT ENFORCED");
    }

    /**
     * Whether an action makes the rows satisfy a constraint.
     *
     * @param adding the action that adds such a constraint
     * @param inline the word of such a constraint in a column's definition
     */
    static boolean demands(AlterAction action, Change constraint, Kind adding, String inline) {
        String name = Scene.last(constraint.id().name());
        List<String> columns = SqlList.items(constraint.after(Field.COLUMNS)).stream()
                .map(Scene::last)
                .toList();
        if (action.kind() == Kind.ADD_COLUMN) {
            return action.has(inline) && (columns.isEmpty() || columns.contains(action.name()));
        }
        if (action.kind() == Kind.VALIDATE_CONSTRAINT) {
            return action.name().equals(name);
        }
        return action.kind() == adding
                && !action.has("NOT", "VALID")
                && (action.name().equals(name) || action.name().isEmpty());
    }
}
