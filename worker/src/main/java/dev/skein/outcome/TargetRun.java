package dev.skein.outcome;

import dev.skein.apply.Applier;
import dev.skein.apply.ApplyResult;
import dev.skein.apply.SoFar;
import dev.skein.bundle.Bundle;
import dev.skein.bundle.BundleProblem;
import dev.skein.bundle.Reading;
import dev.skein.flyway.Failure;
import dev.skein.flyway.HistoryProblem;
import dev.skein.flyway.ServerError;
import dev.skein.target.RunTable;
import dev.skein.target.SqlState;
import dev.skein.target.Target;
import dev.skein.target.TargetConnector;
import dev.skein.target.TargetSession;
import dev.skein.target.TransientFailure;
import java.sql.SQLException;
import java.util.Optional;

/** Takes a read bundle to its target: check, apply, outcome. */
public final class TargetRun {
    private final TargetConnector connector;

    /** @param connector opens the target's connection */
    public TargetRun(TargetConnector connector) {
        this.connector = connector;
    }

    /**
     * Applies the bundle, if it is one.
     *
     * @param reading what came of reading the upload; its bundle stays open
     * @throws TransientFailure when the same may well succeed later; nothing is lost by trying again
     */
    public Outcome execute(Attempt attempt, Reading reading, Target target) {
        return reading.match(
                accepted -> execute(attempt, accepted.bundle(), target),
                refused -> new Outcome.Rejected(
                        refused.problems().stream().map(TargetRun::problem).toList()));
    }

    /**
     * Looks what an earlier try of the attempt has applied; empty when none began to, or the database refuses to tell.
     *
     * @throws TransientFailure when the same may well succeed later
     */
    public Optional<SoFar> soFar(Attempt attempt, Target target) {
        try (TargetSession session = connector.open(target, attempt.run().value())) {
            session.takeLease();
            return SoFar.read(session, attempt.run().value(), attempt.number());
        } catch (SQLException e) {
            if (SqlState.isTransient(e)) {
                throw new TransientFailure("the connection to target " + target.name() + " was lost", e);
            }
            return Optional.empty();
        }
    }

    private Outcome execute(Attempt attempt, Bundle bundle, Target target) {
        try (TargetSession session = connector.open(target, attempt.run().value())) {
            session.takeLease();
            Optional<Outcome> early = precedence(attempt, bundle, session);
            return early.isPresent() ? early.get() : apply(attempt, bundle, session);
        } catch (SQLException e) {
            if (SqlState.isTransient(e)) {
                throw new TransientFailure("the connection to target " + target.name() + " was lost", e);
            }
            return new Outcome.NotTried(refused(ServerError.of(e)));
        }
    }

    /** What earlier runs on this target decide about this one. */
    private static Optional<Outcome> precedence(Attempt attempt, Bundle bundle, TargetSession session)
            throws SQLException {
        Optional<RunTable.Row> last = new RunTable(session).lastApplied();
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
        if (attempt.upload().uploaded().isBefore(last.get().uploaded())) {
            String version = session.history().version();
            return Optional.of(new Outcome.Superseded(new ApplyResult.Versions(version, version), applied.version()));
        }
        if (applied.version().equals(bundle.id().version()) && !applied.sha256().equals(bundle.sha256())) {
            return Optional.of(new Outcome.Rejected(Problem.of(
                    RunProblemCode.VERSION_REUSED,
                    bundle.id() + " was applied with other content (SHA-256 " + applied.sha256() + ")")));
        }
        return Optional.empty();
    }

    private static Outcome apply(Attempt attempt, Bundle bundle, TargetSession session) throws SQLException {
        RunTable.Row row = new RunTable.Row(
                attempt.run().value(),
                attempt.number(),
                new RunTable.BundleFacts(bundle.id().name(), bundle.id().version(), bundle.sha256()),
                attempt.upload().uploaded());
        return new Applier(bundle, session).apply(row).match(new ToOutcome());
    }

    private static Problem problem(BundleProblem problem) {
        String entry = problem.entry();
        return new Problem(
                problem.code().code(),
                entry == null ? problem.message() : entry + " " + problem.message(),
                new Problem.Place(entry, null, null),
                null,
                problem.code().remedy());
    }

    private static Problem refused(ServerError error) {
        return new Problem(
                RunProblemCode.DATABASE_REFUSED.code(),
                error.message(),
                Problem.Place.NOWHERE,
                new Problem.Server(error.sqlState(), error.raised(), error.detail(), error.hint()),
                RunProblemCode.DATABASE_REFUSED.remedy());
    }

    /** Puts what came of the apply into the run's terms. */
    private static final class ToOutcome implements ApplyResult.Cases<Outcome> {
        @Override
        public Outcome applied(ApplyResult.Applied applied) {
            return new Outcome.Applied(applied.versions(), applied.migrations());
        }

        @Override
        public Outcome unchanged(ApplyResult.Unchanged unchanged) {
            return new Outcome.Unchanged(unchanged.versions());
        }

        @Override
        public Outcome refused(ApplyResult.Refused refused) {
            return new Outcome.Rejected(
                    refused.problems().stream().map(ToOutcome::problem).toList());
        }

        @Override
        public Outcome stopped(ApplyResult.Stopped stopped) {
            return new Outcome.Failed(
                    stopped.versions(), stopped.applied(), stopped.failure().match(new ToProblem()));
        }

        private static Problem problem(HistoryProblem problem) {
            return new Problem(
                    problem.code().code(),
                    problem.message(),
                    new Problem.Place(problem.file(), null, null),
                    null,
                    problem.code().remedy());
        }
    }

    /** Puts what stopped the apply into the run's terms. */
    private static final class ToProblem implements Failure.Cases<Problem> {
        private static final String LEFT_BEHIND =
                "The migration could not run in a transaction: undo what it left behind, such as an"
                        + " INVALID index, delete its entry (success = false) from the history, then redrive the run.";

        @Override
        public Problem statement(Failure.Statement statement) {
            ServerError error = statement.error();
            return new Problem(
                    RunProblemCode.STATEMENT_FAILED.code(),
                    error.message(),
                    new Problem.Place(statement.file(), statement.line(), statement.sql()),
                    new Problem.Server(error.sqlState(), error.raised(), error.detail(), error.hint()),
                    statement.rolledBack() ? RunProblemCode.STATEMENT_FAILED.remedy() : LEFT_BEHIND);
        }

        @Override
        public Problem database(Failure.Database database) {
            return refused(database.error());
        }

        @Override
        public Problem flyway(Failure.Refusal refusal) {
            return new Problem(
                    RunProblemCode.FLYWAY_REFUSED.code(),
                    refusal.message(),
                    new Problem.Place(refusal.file(), null, null),
                    null,
                    RunProblemCode.FLYWAY_REFUSED.remedy());
        }
    }
}
