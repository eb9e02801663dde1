package dev.skein.outcome;

import dev.skein.apply.ApplyResult;
import dev.skein.apply.SoFar;
import dev.skein.bundle.Bundle;
import dev.skein.bundle.FileKind;
import dev.skein.bundle.Reading;
import dev.skein.flyway.HistoryProblems;
import dev.skein.flyway.PlainStanding;
import dev.skein.plan.PlannedTarget;
import dev.skein.plan.Planner;
import dev.skein.target.Glance;
import dev.skein.target.RunTable;
import dev.skein.target.SqlState;
import dev.skein.target.Succession;
import dev.skein.target.Target;
import dev.skein.target.TargetConnector;
import dev.skein.target.TargetSession;
import dev.skein.target.TransientFailure;
import dev.skein.telemetry.Step;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a read bundle to its target: check, plan, apply, outcome. */
public final class TargetRun {
    private static final Logger LOG = LoggerFactory.getLogger(TargetRun.class);

    private final TargetConnector connector;
    private final PlanAndApply planAndApply;
    private final Oversight oversight;

    /**
     * @param connector opens the target's connection
     * @param plans keeps what is planned before anything is applied
     * @param oversight looks on, and may end it
     * @param schemas publishes what an apply has made
     */
    public TargetRun(
            TargetConnector connector, Planner planner, PlanKeeping plans, Oversight oversight, SchemaKeeping schemas) {
        this.connector = connector;
        this.planAndApply = new PlanAndApply(planner, plans, new Aftermath(schemas), oversight.steps());
        this.oversight = oversight;
    }

    /**
     * Plans and applies the bundle, if it is one and the plan lets it.
     *
     * @param reading what came of reading the upload; its bundle stays open
     * @param ending where its end is kept
     * @throws TransientFailure when the same may well succeed later; nothing is lost by trying again
     */
    public <R> R execute(Attempt attempt, Reading reading, PlannedTarget where, Ending<R> ending) {
        return reading.match(
                accepted -> execute(attempt, accepted.bundle(), where, ending),
                refused -> ending.keep(Conclusion.of(new Outcome.Rejected(
                        refused.problems().stream().map(Problem::of).toList()))));
    }

    /**
     * Looks what an earlier try of the attempt has applied; empty when none began to, or the database refuses to tell.
     *
     * @throws TransientFailure when the same may well succeed later
     */
    public Optional<SoFar> soFar(Attempt attempt, Target target) {
        try (TargetSession session = open(attempt, target)) {
            takeLease(attempt, session);
            return SoFar.read(session, attempt.run().value(), attempt.number());
        } catch (SQLException e) {
            if (SqlState.isTransient(e)) {
                throw new TransientFailure("the connection to target " + target.name() + " was lost", e);
            }
            return Optional.empty();
        }
    }

    private <R> R execute(Attempt attempt, Bundle bundle, PlannedTarget where, Ending<R> ending) {
        Target target = where.target();
        try (TargetSession session = open(attempt, target)) {
            Optional<Outcome> already = already(attempt, bundle, session);
            if (already.isPresent()) {
                return ending.keep(Conclusion.of(already.get()));
            }
            session.requireWriter();
            takeLease(attempt, session);
            Optional<R> found = ending.found();
            return found.isPresent()
                    ? found.get()
                    : ending.keep(hold(new PlanAndApply.Work(attempt, bundle, where), session));
        } catch (SQLException e) {
            if (SqlState.isTransient(e)) {
                throw new TransientFailure("the connection to target " + target.name() + " was lost", e);
            }
            return ending.keep(Conclusion.of(new Outcome.NotTried(ApplyOutcome.refused(e))));
        }
    }

    private TargetSession open(Attempt attempt, Target target) throws SQLException {
        return oversight
                .steps()
                .step(
                        Step.CONNECT,
                        () -> connector.openRun(target, attempt.run().value()));
    }

    private void takeLease(Attempt attempt, TargetSession session) throws SQLException {
        try {
            oversight
                    .steps()
                    .run(
                            Step.LEASE,
                            () -> session.takeLease(
                                    attempt.run().value(),
                                    Succession.of(attempt.delivery().receives())));
        } catch (TransientFailure e) {
            if (e.lack() == TransientFailure.Lack.TURN) {
                oversight.steps().leaseTaken();
            }
            throw e;
        }
    }

    /** The target is held by the session. */
    private Conclusion hold(PlanAndApply.Work work, TargetSession session) throws SQLException {
        Attempt attempt = work.attempt();
        Optional<Outcome> barred = ApplyOutcome.barred(HistoryProblems.unreadable(session));
        Optional<Outcome> early = barred.isPresent()
                ? barred
                : new Precedence(attempt, work.bundle()).after(new RunTable(session).lastApplied(), session);
        if (early.isPresent()) {
            return Conclusion.of(early.get());
        }
        Target target = work.where().target();
        try (ProgressMonitor monitor = ProgressMonitor.start(
                oversight, attempt, new ProgressMonitor.Backend(connector, target, session, session.pid()))) {
            return planAndApply.execute(work, session, monitor);
        }
    }

    /** The outcome where one look tells that nothing is to be done; what cannot be seen so is looked at with care. */
    private static Optional<Outcome> already(Attempt attempt, Bundle bundle, TargetSession session)
            throws SQLException {
        try {
            Optional<Glance> glance = Glance.at(session)
                    .filter(found -> !found.unfinished()
                            && found.lastApplied()
                                    .filter(last ->
                                            last.runId().equals(attempt.run().value()))
                                    .isEmpty());
            if (glance.isEmpty()
                    || new Precedence(attempt, bundle)
                            .after(glance.get().lastApplied(), session)
                            .isPresent()) {
                return Optional.empty();
            }
            return isIdle(bundle)
                    ? PlainStanding.of(bundle, glance.get().entries())
                            .filter(List::isEmpty)
                            .map(nothing -> unchanged(glance.get()))
                    : Optional.empty();
        } catch (SQLException e) {
            if (SqlState.isTransient(e)) {
                throw e;
            }
            LOG.atDebug().setCause(e).log("the target cannot be told by one look");
            return Optional.empty();
        }
    }

    /** Whether nothing happens where nothing is pending: no callback, no assertion. */
    private static boolean isIdle(Bundle bundle) {
        return bundle.manifest().files().stream()
                .noneMatch(file -> file.kind() == FileKind.CALLBACK || file.kind() == FileKind.ASSERTION);
    }

    private static Outcome unchanged(Glance glance) {
        String version = glance.version();
        return new Outcome.Unchanged(new ApplyResult.Versions(version, version));
    }
}
