package dev.skein.flyway;

import dev.skein.bundle.Bundle;
import dev.skein.target.Glance;
import dev.skein.target.TargetSession;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * How a bundle and a target's history stand to each other.
 *
 * @param problems in what they do not fit; nothing can be applied then
 * @param pending what would be applied, in order
 */
public record Standing(List<HistoryProblem> problems, List<PendingMigration> pending) {
    /** Copies the lists. */
    public Standing {
        problems = List.copyOf(problems);
        pending = List.copyOf(pending);
    }

    /**
     * Looks at the target and touches nothing.
     *
     * @throws FlywayException when the history cannot be read
     * @throws SQLException when the schema cannot be read
     */
    public static Standing of(Bundle bundle, TargetSession session) throws SQLException {
        List<HistoryProblem> unreadable = HistoryProblems.unreadable(session);
        if (!unreadable.isEmpty()) {
            return new Standing(unreadable, List.of());
        }
        Optional<List<PendingMigration>> plain =
                Glance.history(session).flatMap(entries -> PlainStanding.of(bundle, entries));
        return plain.isPresent() ? writable(plain.get(), session) : byFlyway(bundle, session);
    }

    static Standing byFlyway(Bundle bundle, TargetSession session) throws SQLException {
        if (session.isTakenByOthers()) {
            return new Standing(List.of(HistoryProblems.noHistory(session.namespace())), List.of());
        }
        Flyway looking = FlywaySetup.looking(bundle, session);
        List<HistoryProblem> problems = HistoryProblems.of(looking.validateWithResult());
        if (!problems.isEmpty()) {
            return new Standing(problems, List.of());
        }
        List<PendingMigration> pending = Arrays.stream(looking.info().pending())
                .map(PendingMigration::of)
                .toList();
        return writable(pending, session);
    }

    private static Standing writable(List<PendingMigration> pending, TargetSession session) throws SQLException {
        List<HistoryProblem> unwritable = pending.isEmpty() ? List.of() : HistoryProblems.unwritable(session);
        return new Standing(unwritable, unwritable.isEmpty() ? pending : List.of());
    }
}
