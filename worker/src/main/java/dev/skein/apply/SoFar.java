package dev.skein.apply;

import dev.skein.apply.ApplyResult.Versions;
import dev.skein.target.History;
import dev.skein.target.RunTable;
import dev.skein.target.TargetSession;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What an attempt that was begun before has applied until now. */
public record SoFar(Versions versions, List<MigrationRun> applied) {
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
        return before.isPresent()
                ? Optional.of(of(session.history(), before.getAsInt(), new MigrationWatch(new Progress())))
                : Optional.empty();
    }

    static SoFar of(History history, int before, MigrationWatch watch) {
        return new SoFar(
                new Versions(history.versionAt(before), history.version()),
                history.after(before).stream()
                        .map(row -> MigrationRun.of(row, watch))
                        .toList());
    }
}
