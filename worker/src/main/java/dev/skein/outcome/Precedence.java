package dev.skein.outcome;

import dev.skein.apply.ApplyResult;
import dev.skein.bundle.Bundle;
import dev.skein.bundle.ManifestFile;
import dev.skein.flyway.Lacking;
import dev.skein.target.Glance;
import dev.skein.target.RunTable;
import dev.skein.target.TargetSession;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What the runs that a target has had decide about the next one. */
record Precedence(Attempt attempt, Bundle bundle) {
    /**
     * The outcome where there is nothing to try.
     *
     * @param last the applied run with the latest upload
     */
    Optional<Outcome> after(Optional<RunTable.Row> last, TargetSession session) throws SQLException {
        if (last.isEmpty() || last.get().runId().equals(attempt.run().value())) {
            return Optional.empty();
        }
        RunTable.BundleFacts applied = last.get().bundle();
        if (!applied.name().equals(bundle.id().name())) {
            return Optional.of(new Outcome.Rejected(Problem.of(
                    RunProblemCode.OTHER_BUNDLE,
                    "target holds bundle " + applied.name() + "; this one is "
                            + bundle.id().name())));
        }
        if (last.get().isAfter(attempt.upload().key(), attempt.upload().uploaded())) {
            return Optional.of(superseded(applied.version(), session));
        }
        if (applied.version().equals(bundle.id().version()) && !applied.sha256().equals(bundle.sha256())) {
            return Optional.of(new Outcome.Rejected(Problem.of(
                    RunProblemCode.VERSION_REUSED,
                    bundle.id() + " was applied with other content (SHA-256 " + applied.sha256() + ")")));
        }
        return Optional.empty();
    }

    /** Bundles carry the whole history, so the later one should have had everything. Where branches upload side by side, it has not. */
    private Outcome superseded(String by, TargetSession session) throws SQLException {
        List<ManifestFile> lacking = Lacking.of(bundle, Glance.history(session).orElse(List.of()));
        if (!lacking.isEmpty()) {
            return new Outcome.Rejected(lacking.stream()
                    .map(file -> Problem.of(
                            RunProblemCode.LATER_UPLOAD_LACKS,
                            file.path(),
                            file.path() + " is not in the database, and a later upload, version " + by
                                    + ", was applied without it"))
                    .toList());
        }
        String version = session.history().version();
        return new Outcome.Superseded(new ApplyResult.Versions(version, version), by);
    }
}
