package dev.skein.apply;

import dev.skein.bundle.Bundle;
import dev.skein.bundle.ManifestFile;
import dev.skein.flyway.PendingMigration;
import dev.skein.plan.assertion.Assertion;
import dev.skein.plan.segment.Segmentation;
import dev.skein.target.ApplySettings;
import dev.skein.target.History;
import dev.skein.target.RunTable;
import dev.skein.target.TargetSession;
import java.sql.SQLException;
import java.util.List;

/**
 * Assertions that an earlier try of a run has left unchecked, or found not to hold, after its last migration was committed. Where
 * that one was in a transaction, they held.
 */
final class LeftChecks {
    private final Bundle bundle;
    private final TargetSession session;
    private final ApplySettings settings;

    LeftChecks(Bundle bundle, TargetSession session, ApplySettings settings) {
        this.bundle = bundle;
        this.session = session;
        this.settings = settings;
    }

    /**
     * Checks them now; nothing is pending any more.
     *
     * @throws AssertionViolated when one does not hold
     */
    void makeUpFor(RunTable.Row run) throws SQLException {
        if (Assertion.isIn(bundle) && new RunTable(session).isOpen(run.runId()) && endedWithoutTransaction()) {
            AssertionWatch.require(bundle, session);
        }
    }

    private boolean endedWithoutTransaction() throws SQLException {
        List<History.Row> rows = session.history().rows();
        if (rows.isEmpty()) {
            return false;
        }
        History.Row last = rows.get(rows.size() - 1);
        String file = ManifestFile.FOLDER + last.script();
        boolean known = bundle.manifest().files().stream()
                .anyMatch(entry -> entry.path().equals(file));
        return known && !isTransaction(new PendingMigration(last.version(), "", file));
    }

    private boolean isTransaction(PendingMigration migration) {
        return Segmentation.of(bundle, List.of(migration), settings.segments())
                .segments()
                .get(0)
                .transaction();
    }
}
