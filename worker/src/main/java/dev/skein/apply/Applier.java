package dev.skein.apply;

import dev.skein.bundle.Bundle;
import dev.skein.flyway.Failure;
import dev.skein.flyway.FlywaySetup;
import dev.skein.flyway.HistoryProblem;
import dev.skein.flyway.HistoryProblems;
import dev.skein.flyway.Standing;
import dev.skein.target.History;
import dev.skein.target.RunTable;
import dev.skein.target.SqlState;
import dev.skein.target.TargetSession;
import dev.skein.target.TransientFailure;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.flywaydb.core.api.FlywayException;

/** Applies a bundle to a target with Flyway, each migration in a transaction of its own where it can be in one. */
public final class Applier {
    private final Bundle bundle;
    private final TargetSession session;
    private final RunTable runs;

    /** @param session the connection for everything; it holds the target's lease */
    public Applier(Bundle bundle, TargetSession session) {
        this.bundle = bundle;
        this.session = session;
        this.runs = new RunTable(session);
    }

    /**
     * Applies what is pending. An attempt that a dead worker began is taken up where it ended.
     *
     * @throws TransientFailure when the database went away or a lock was not to be had; what was applied stays applied
     * @throws SQLException when the state before cannot be read; nothing was touched then
     */
    public ApplyResult apply(RunTable.Row run) throws SQLException {
        OptionalInt begun = runs.rankBefore(run.runId(), run.attempt());
        int before = begun.isPresent() ? begun.getAsInt() : session.history().lastRank();
        MigrationWatch watch = new MigrationWatch();
        try {
            Standing standing = Standing.of(bundle, session);
            if (!standing.problems().isEmpty()) {
                return new ApplyResult.Refused(standing.problems());
            }
            watch.expect(standing.pending());
            if (begun.isEmpty() && watch.expectsSome()) {
                watch.beforeFirst(() -> runs.begin(run, before));
            }
            FlywaySetup.migrating(bundle, session, watch).migrate();
            runs.finish(run.runId());
        } catch (FlywayException | SQLException e) {
            return stopped(e, watch, before);
        }
        SoFar now = SoFar.of(historyNow(), before, watch);
        return now.applied().isEmpty()
                ? new ApplyResult.Unchanged(now.versions())
                : new ApplyResult.Applied(now.versions(), now.applied());
    }

    private ApplyResult stopped(Exception failure, MigrationWatch watch, int before) {
        Optional<SQLException> sql = SqlState.find(failure);
        if (sql.filter(error -> mayBeRepeated(error, failure)).isPresent()) {
            throw new TransientFailure(
                    "PostgreSQL answered SQLSTATE " + sql.get().getSQLState(), failure);
        }
        Optional<HistoryProblem> noHistory = HistoryProblems.noHistory(failure, session.namespace());
        if (noHistory.isPresent()) {
            return new ApplyResult.Refused(List.of(noHistory.get()));
        }
        SoFar now = SoFar.of(historyNow(), before, watch);
        Set<String> done = now.applied().stream().map(MigrationRun::file).collect(Collectors.toSet());
        return new ApplyResult.Stopped(
                now.versions(), now.applied(), Failure.of(failure, sql, this::isInBundle, watch.next(done)));
    }

    /** What could not run in a transaction may have left something behind, unless the connection was lost before it could. */
    private static boolean mayBeRepeated(SQLException error, Exception failure) {
        return SqlState.isTransient(error) && (Failure.isRolledBack(failure) || SqlState.isDisconnect(error));
    }

    private boolean isInBundle(String file) {
        return bundle.manifest().files().stream().anyMatch(entry -> entry.path().equals(file));
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
