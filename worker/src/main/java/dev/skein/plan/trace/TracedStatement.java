package dev.skein.plan.trace;

import dev.skein.plan.sql.SqlStatement;
import java.time.Duration;
import java.util.List;

/**
 * A statement that was executed, or left out, when the bundle was tried.
 *
 * @param took how long it took where it was tried
 * @param inTransaction whether it ran in its migration's transaction
 * @param leftOut whether it was not executed because it depends on rows that a shadow does not have
 */
public record TracedStatement(
        SqlStatement statement, List<Touch> touches, Duration took, boolean inTransaction, boolean leftOut) {
    /** Copies the touches. */
    public TracedStatement {
        touches = List.copyOf(touches);
    }
}
