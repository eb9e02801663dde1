package dev.skein.apply;

import dev.skein.apply.Progress.Phase;
import dev.skein.bundle.Bundle;
import dev.skein.bundle.ManifestFile;
import dev.skein.flyway.Failure;
import dev.skein.flyway.FlywaySetup;
import dev.skein.flyway.HistoryProblem;
import dev.skein.flyway.HistoryProblems;
import dev.skein.flyway.PendingMigration;
import dev.skein.flyway.Standing;
import dev.skein.plan.assertion.Violation;
import dev.skein.plan.segment.Segment;
import dev.skein.plan.segment.Segmentation;
import dev.skein.target.ApplySettings;
import dev.skein.target.History;
import dev.skein.target.Journal;
import dev.skein.target.Lease;
import dev.skein.target.RunTable;
import dev.skein.target.SqlState;
import dev.skein.target.TargetSession;
import dev.skein.target.TransientFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.flywaydb.core.api.FlywayException;

/** Applies a bundle to a target with Flyway, segment by segment, each one transaction where it can be one. */
public final class Applier {
    private static final String ENDING = "the worker was told to end";

    private final Bundle bundle;
    private final TargetSession session;
    private final ApplySettings settings;
    private final Progress progress;
    private final RunTable runs;
    private final Journal journal;

    /**
     * @param session the connection for everything; it holds the target's lease
     * @param progress where others see how far it is, and ask for its end
     */
    public Applier(Bundle bundle, TargetSession session, ApplySettings settings, Progress progress) {
        this.bundle = bundle;
        this.session = session;
        this.settings = settings;
        this.progress = progress;
        this.runs = new RunTable(session);
        this.journal = new Journal(session);
    }

    /**
     * Applies what is pending. An attempt that a dead worker began is taken up where it ended.
     *
     * @param cuts why a transaction has to end before a migration, by its path, as the plan found out
     * @throws TransientFailure when the database went away or a lock was not to be had; what was applied stays applied
     * @throws SQLException when the state before cannot be read; nothing was touched then
     */
    public ApplyResult apply(RunTable.Row run, Map<String, String> cuts) throws SQLException {
        OptionalInt begun = runs.rankBefore(run.runId(), run.attempt());
        int before = begun.isPresent() ? begun.getAsInt() : session.lastRank();
        MigrationWatch watch = new MigrationWatch(progress);
        try {
            journal.tidy();
            Standing standing = Standing.of(bundle, session);
            if (!standing.problems().isEmpty()) {
                return refused(standing.problems(), before, watch);
            }
            watch.expect(standing.pending());
            requireTime();
            if (watch.expectsSome()) {
                Lease lease = begin(run, begun, before);
                progress.enter(Phase.APPLYING);
                progress.goOn();
                migrate(standing.pending(), cuts, lease, watch);
                progress.enter(Phase.FINISHING);
            } else {
                progress.enter(Phase.APPLYING);
                progress.goOn();
                finishWithout(run, begun, before);
                progress.enter(Phase.FINISHING);
            }
            runs.finish(run.runId());
            journal.tidy();
        } catch (FlywayException | SQLException e) {
            return stopped(e, watch, before);
        }
        SoFar now = SoFar.of(historyNow(), before, watch);
        return now.applied().isEmpty()
                ? new ApplyResult.Unchanged(now.versions())
                : new ApplyResult.Applied(now.versions(), now.applied());
    }

    /** Nothing is pending: what is left is what comes after the migrations, which a run before may not have come to. */
    private void finishWithout(RunTable.Row run, OptionalInt begun, int before) throws SQLException {
        new Politeness(settings.lockTimeout()).set(session.connection());
        boolean open = runs.isOpen(run.runId());
        (open ? FlywaySetup.owing(bundle, session) : FlywaySetup.migrating(bundle, session)).migrate();
        new LeftChecks(bundle, session, settings).makeUpFor(run);
        if (!open && begun.isEmpty() && runs.hasUnfinished()) {
            begin(run, begun, before);
        }
    }

    private Lease begin(RunTable.Row run, OptionalInt begun, int before) throws SQLException {
        Connection connection = session.connection();
        connection.setAutoCommit(false);
        try {
            Lease lease = Lease.begin(session, run.runId());
            if (begun.isEmpty()) {
                runs.begin(run, before);
            }
            connection.commit();
            return lease;
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private void migrate(List<PendingMigration> pending, Map<String, String> cuts, Lease lease, MigrationWatch watch) {
        Segmentation segmentation = Segmentation.of(bundle, pending, settings.segments());
        cuts.forEach(segmentation::cutBefore);
        SegmentRun run = new SegmentRun(bundle, session, pending, settings, progress);
        Set<String> done = new HashSet<>();
        Optional<Segment> next = segmentation.next(done);
        while (next.isPresent()) {
            requireTime();
            try {
                run.run(next.get(), lease, watch);
                done.addAll(next.get().files());
            } catch (FlywayException e) {
                if (!cut(segmentation, e, watch)) {
                    throw e;
                }
            }
            next = segmentation.next(done);
        }
    }

    /** Between two segments nothing is half done. */
    private void requireTime() {
        if (progress.isDraining()) {
            throw new TransientFailure(ENDING);
        }
    }

    /** Whether a commit before the migration that failed may help, and was not made yet. */
    private static boolean cut(Segmentation segmentation, FlywayException failure, MigrationWatch watch) {
        return SqlState.find(failure)
                .filter(SqlState::needsCommit)
                .filter(error -> segmentation.cutBefore(watch.current(), String.valueOf(error.getMessage())))
                .isPresent();
    }

    private ApplyResult stopped(Exception failure, MigrationWatch watch, int before) {
        progress.enter(Phase.FINISHING);
        Optional<SQLException> sql = SqlState.find(failure);
        if (progress.isCutOff() && isCancel(failure, sql)) {
            throw new TransientFailure(ENDING, failure);
        }
        if (sql.filter(SqlState::isTransient).isPresent()) {
            throw new TransientFailure(
                    "PostgreSQL answered SQLSTATE " + sql.get().getSQLState(), failure);
        }
        Optional<HistoryProblem> noHistory = HistoryProblems.noHistory(failure, session.namespace());
        if (noHistory.isPresent()) {
            return refused(List.of(noHistory.get()), before, watch);
        }
        tidy();
        SoFar now = SoFar.of(historyNow(), before, watch);
        Optional<Violation> violation = AssertionViolated.in(failure);
        if (isCancelled(failure, sql)
                || (progress.isCancelled()
                        && violation.filter(Violation::isEnded).isPresent())) {
            return new ApplyResult.Cancelled(now.versions(), now.applied());
        }
        if (violation.isPresent()) {
            return new ApplyResult.Violated(now.versions(), now.applied(), violation.get());
        }
        Optional<JournalMismatch> mismatch = JournalMismatch.in(failure);
        if (mismatch.isPresent()) {
            return undecided(now, mismatch.get());
        }
        Set<String> done = now.applied().stream().map(MigrationRun::file).collect(Collectors.toSet());
        return new ApplyResult.Stopped(
                now.versions(), now.applied(), Failure.of(failure, sql, this::isInBundle, watch.at(done)));
    }

    private ApplyResult refused(List<HistoryProblem> problems, int before, MigrationWatch watch) {
        SoFar now = SoFar.of(historyNow(), before, watch);
        return new ApplyResult.Refused(now.versions(), now.applied(), problems);
    }

    private static ApplyResult undecided(SoFar now, JournalMismatch mismatch) {
        return new ApplyResult.Undecided(
                now.versions(),
                now.applied(),
                new ApplyResult.Question(
                        ManifestFile.FOLDER + mismatch.script(),
                        mismatch.statement(),
                        String.valueOf(mismatch.getMessage())));
    }

    private boolean isCancelled(Exception failure, Optional<SQLException> sql) {
        return progress.isCancelled() && isCancel(failure, sql);
    }

    private static boolean isCancel(Exception failure, Optional<SQLException> sql) {
        return CancelledException.isIn(failure)
                || sql.filter(SqlState::isCancel).isPresent();
    }

    private boolean isInBundle(String file) {
        return bundle.manifest().files().stream().anyMatch(entry -> entry.path().equals(file));
    }

    private void tidy() {
        try {
            journal.tidy();
        } catch (SQLException e) {
            throw new TransientFailure("the journal cannot be read after the migration", e);
        }
    }

    /** What was applied cannot be told without the history: the run has to be taken up again. */
    private History historyNow() {
        try {
            return session.history();
        } catch (SQLException e) {
            throw new TransientFailure("the history cannot be read after the migration", e);
        }
    }
}
