package dev.skein.apply;

import dev.skein.apply.ApplyResult.Versions;
import dev.skein.target.History;
import dev.skein.target.Journal;
import dev.skein.target.RunTable;
import dev.skein.target.TargetSession;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an attempt that was begun before has applied until now.
 *
 * @param isInside whether a migration that is no transaction is begun and not done
 */
public record SoFar(Versions versions, List<MigrationRun> applied, boolean isInside) {
    /** Copies the migrations. */
    public SoFar {
        applied = List.copyOf(applied);
    }

    /**
     * Reads it from the target.
     *
     * @return empty when the attempt was never begun
     */
    public static Optional<SoFar> read(TargetSession session, String runId, int attempt) throws SQLException {
        OptionalInt before = new RunTable(session).rankBefore(runId, attempt);
        if (before.isEmpty()) {
            return Optional.empty();
        }
        SoFar whole = of(session.history(), before.getAsInt(), new MigrationWatch(new Progress()));
        return Optional.of(new SoFar(whole.versions(), whole.applied(), new Journal(session).isOpen()));
    }

    /** Whether the target is not as it was before the attempt. */
    public boolean hasEffect() {
        return isInside || !applied.isEmpty();
    }

    static SoFar of(History history, int before, MigrationWatch watch) {
        return new SoFar(
                new Versions(history.versionAt(before), history.version()),
                history.after(before).stream()
                        .map(row -> MigrationRun.of(row, watch))
                        .toList(),
                false);
    }
}
