package dev.skein.plan.trace;

import dev.skein.plan.sql.Shape;
import dev.skein.plan.sql.SqlStatement;
import java.util.Optional;
import java.util.Set;

/** Which statements a dry run on the target itself must not execute. */
final class InPlaceRules {
    /** They would end the transaction that is to be rolled back. */
    private static final Set<String> TRANSACTION_CONTROL = Set.of(
            "BEGIN",
            "START TRANSACTION",
            "COMMIT",
            "END",
            "ROLLBACK",
            "ABORT",
            "PREPARE TRANSACTION",
            "COMMIT PREPARED",
            "ROLLBACK PREPARED");

    private static final Set<String> NOT_IN_A_TRANSACTION =
            Set.of("VACUUM", "DISCARD ALL", "REINDEX SCHEMA", "REINDEX DATABASE", "REINDEX SYSTEM");

    private InPlaceRules() {}

    static boolean keepsOut(SqlStatement statement) {
        Shape shape = Shape.of(statement);
        return isTransactionControl(shape)
                || shape.endsTransaction()
                || shape.refusesTransaction()
                || shape.concurrently()
                || NOT_IN_A_TRANSACTION.contains(shape.command());
    }

    /** What is to be said about it; nothing of the migration's own BEGIN and COMMIT, which change nothing here. */
    static Optional<Inconclusive> reason(SqlStatement statement) {
        return isTransactionControl(Shape.of(statement))
                ? Optional.empty()
                : Optional.of(new Inconclusive(
                        statement, "", "cannot run in a transaction, so a dry run on the target leaves it out"));
    }

    private static boolean isTransactionControl(Shape shape) {
        boolean toSavepoint = shape.command().equals("ROLLBACK") && !shape.endsTransaction();
        return TRANSACTION_CONTROL.contains(shape.command()) && !toSavepoint;
    }
}
