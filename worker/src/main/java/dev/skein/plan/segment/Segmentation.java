package dev.skein.plan.segment;

import dev.skein.bundle.Bundle;
import dev.skein.flyway.PendingMigration;
import dev.skein.plan.sql.Shape;
import dev.skein.plan.sql.SqlStatement;
import dev.skein.target.Granularity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cuts what is pending into segments: the fewest transactions that work. A migration that cannot run in a transaction stands
 * alone; further cuts are made where the trial, or PostgreSQL itself, shows that a commit is needed.
 */
public final class Segmentation {
    private static final String BY_TARGET = "the target's segments are single migrations";

    private final List<PendingMigration> pending;
    private final Granularity granularity;
    private final Map<String, String> alone = new HashMap<>();
    private final Map<String, String> cuts = new HashMap<>();

    private Segmentation(List<PendingMigration> pending, Granularity granularity) {
        this.pending = List.copyOf(pending);
        this.granularity = granularity;
    }

    /** Cuts by what the scripts say. */
    public static Segmentation of(Bundle bundle, List<PendingMigration> pending, Granularity granularity) {
        Segmentation segmentation = new Segmentation(pending, granularity);
        ScriptSettings settings = new ScriptSettings(bundle);
        Suspects suspects = new Suspects(bundle);
        for (PendingMigration migration : pending) {
            String file = migration.file();
            settings.inTransaction(file)
                    .map(inTransaction -> inTransaction
                            ? Optional.<String>empty()
                            : Optional.of("its settings say executeInTransaction=false"))
                    .orElseGet(() -> refusal(suspects.read(file)))
                    .ifPresent(reason -> segmentation.alone.put(file, reason));
        }
        return segmentation;
    }

    /**
     * The migrations in which some statements cannot be in a transaction and others can, so that neither way is safe; but for
     * those whose own settings decide.
     *
     * @return of each, the first statement that cannot
     */
    public static List<SqlStatement> mixed(Bundle bundle, List<PendingMigration> pending) {
        ScriptSettings settings = new ScriptSettings(bundle);
        Suspects suspects = new Suspects(bundle);
        return pending.stream()
                .map(PendingMigration::file)
                .filter(file -> settings.inTransaction(file).isEmpty())
                .map(suspects::read)
                .filter(statements -> statements.stream()
                        .map(Shape::of)
                        .anyMatch(shape -> !shape.refusesTransaction() && !shape.framesTransaction()))
                .flatMap(statements -> statements.stream()
                        .filter(statement -> Shape.of(statement).refusesTransaction())
                        .limit(1))
                .toList();
    }

    private static Optional<String> refusal(List<SqlStatement> statements) {
        return statements.stream()
                .map(Shape::of)
                .filter(Shape::refusesTransaction)
                .findFirst()
                .map(shape -> shape.command() + (shape.concurrently() ? " CONCURRENTLY" : "")
                        + " cannot run in a transaction");
    }

    /**
     * Has a transaction end before a migration.
     *
     * @param reason why, for people
     * @return whether that changes anything: not where the migration begins a segment already
     */
    public boolean cutBefore(String file, String reason) {
        boolean inside = segments().stream().anyMatch(segment -> segment.files().indexOf(file) > 0);
        if (inside) {
            cuts.put(file, reason);
        }
        return inside;
    }

    /** What is pending, in order. */
    public List<Segment> segments() {
        List<Segment> segments = new ArrayList<>();
        List<PendingMigration> together = new ArrayList<>();
        String reason = "";
        for (PendingMigration migration : pending) {
            String apart = apart(migration.file());
            if (!together.isEmpty() && !apart.isEmpty()) {
                segments.add(new Segment(true, reason, together));
                together.clear();
            }
            if (alone.containsKey(migration.file())) {
                segments.add(new Segment(false, apart, List.of(migration)));
            } else {
                if (together.isEmpty()) {
                    reason = segments.isEmpty() ? "" : apart;
                }
                together.add(migration);
            }
        }
        if (!together.isEmpty()) {
            segments.add(new Segment(true, reason, together));
        }
        return List.copyOf(segments);
    }

    /** The first segment that is not done; empty when all are. */
    public Optional<Segment> next(Collection<String> done) {
        return segments().stream()
                .filter(segment -> !done.containsAll(segment.files()))
                .findFirst();
    }

    /** Why a migration is not in one transaction with the one before it; empty text where it is. */
    private String apart(String file) {
        String cut = alone.getOrDefault(file, cuts.getOrDefault(file, ""));
        return cut.isEmpty() && granularity == Granularity.MIGRATION ? BY_TARGET : cut;
    }
}
