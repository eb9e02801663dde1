package dev.skein.plan.review;

import dev.skein.plan.sql.AlterAction;
import dev.skein.plan.sql.Shape;
import dev.skein.plan.sql.SqlStatement;
import dev.skein.plan.trace.LockMode;
import dev.skein.plan.trace.Touch;
import dev.skein.plan.trace.TracedStatement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A statement of the trace, as the rules look at it.
 *
 * @param subject the table that it names, by its name before the bundle, for a partition its topmost table; empty text
 *     where it was not there
 * @param touches those of tables and materialized views
 * @param inTransaction whether it shares a transaction with its neighbours
 */
record Step(SqlStatement statement, Shape shape, String subject, List<Touch> touches, boolean inTransaction) {
    /** Copies the touches. */
    Step {
        touches = List.copyOf(touches);
    }

    static Step of(TracedStatement traced, Tables tables) {
        Shape shape = Shape.of(traced.statement());
        return new Step(
                traced.statement(),
                shape,
                tables.root(tables.named(shape.object(), traced.touches())),
                traced.touches().stream()
                        .filter(touch -> tables.existed(touch.relation()))
                        .toList(),
                traced.inTransaction());
    }

    Optional<Touch> touch(String relation) {
        return touches.stream()
                .filter(touch -> touch.relation().equals(relation))
                .findFirst();
    }

    /** What it does to the table that it names. */
    Optional<Touch> onSubject() {
        return touch(subject);
    }

    /** Touches under a lock at least as strong. */
    Stream<Touch> under(LockMode weakest) {
        return touches.stream().filter(touch -> touch.mode().compareTo(weakest) >= 0);
    }

    Stream<AlterAction> actions(AlterAction.Kind... kinds) {
        List<AlterAction.Kind> wanted = List.of(kinds);
        return shape.actions().stream().filter(action -> wanted.contains(action.kind()));
    }

    boolean is(String... commands) {
        return List.of(commands).contains(shape.command());
    }
}
