package dev.skein.plan;

import dev.skein.flyway.PendingMigration;
import dev.skein.plan.trace.Touch;
import dev.skein.plan.trace.TracedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is applied in one go.
 *
 * @param transaction whether it is one transaction
 * @param reason why it is not one transaction; empty text where it is
 */
public record Segment(boolean transaction, String reason, String migration, List<TracedStatement> statements) {
    /** Copies the statements. */
    public Segment {
        statements = List.copyOf(statements);
    }

    /** Cuts what is pending into segments: each migration is one. */
    static List<Segment> of(List<PendingMigration> pending, List<TracedStatement> traced) {
        List<Segment> segments = new ArrayList<>();
        for (PendingMigration migration : pending) {
            List<TracedStatement> own = traced.stream()
                    .filter(statement -> statement.statement().file().equals(migration.file()))
                    .toList();
            boolean transaction = own.stream().allMatch(TracedStatement::inTransaction);
            segments.add(new Segment(
                    transaction,
                    transaction ? "" : "it holds a statement that cannot run in a transaction",
                    migration.file(),
                    own));
        }
        return segments;
    }

    /** The relations that the statements of the segments touch, under the names that the target has for them now; a
     * partition goes by the name of the table that it is a part of. */
    static Set<String> touched(List<Segment> segments) {
        return segments.stream()
                .flatMap(segment -> segment.statements().stream())
                .flatMap(statement -> statement.touches().stream())
                .map(Touch::relation)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
