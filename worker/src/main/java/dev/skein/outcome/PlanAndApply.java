package dev.skein.outcome;

import dev.skein.apply.Applier;
import dev.skein.apply.SoFar;
import dev.skein.bundle.Bundle;
import dev.skein.plan.Plan;
import dev.skein.plan.PlanDocument;
import dev.skein.plan.PlannedTarget;
import dev.skein.plan.Planner;
import dev.skein.target.Journal;
import dev.skein.target.RunTable;
import dev.skein.target.TargetSession;
import dev.skein.telemetry.Step;
import dev.skein.telemetry.Steps;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** Makes the plan of a bundle, keeps it, and applies the bundle when the plan lets it. */
final class PlanAndApply {
    private final Planner planner;
    private final PlanKeeping plans;
    private final Aftermath aftermath;
    private final Steps steps;

    PlanAndApply(Planner planner, PlanKeeping plans, Aftermath aftermath, Steps steps) {
        this.planner = planner;
        this.plans = plans;
        this.aftermath = aftermath;
        this.steps = steps;
    }

    /** What is to be applied where. */
    record Work(Attempt attempt, Bundle bundle, PlannedTarget where) {}

    /** An attempt of which a dead worker has applied something was decided then, and is finished. */
    Conclusion execute(Work work, TargetSession session, ProgressMonitor monitor) throws SQLException {
        Attempt attempt = work.attempt();
        if (SoFar.read(session, attempt.run().value(), attempt.number())
                .filter(SoFar::hasEffect)
                .isPresent()) {
            Optional<PlanDocument> kept = plans.kept(attempt);
            Map<String, String> cuts = kept.map(PlanDocument::cuts).orElse(Map.of());
            return new Conclusion(
                    apply(work, cuts, session, monitor),
                    kept.map(plan -> summary(attempt, plan)).orElse(null));
        }
        new Journal(session).tidy();
        Plan plan = steps.step(Step.PLAN, () -> planner.plan(work.bundle(), work.where(), session));
        PlanDocument document = document(attempt, plan);
        plans.keep(attempt, document);
        Optional<Outcome> cancelled = monitor.cancellation().map(Outcome.Cancelled::new);
        Optional<Outcome> closed = cancelled.isPresent() ? cancelled : new Gate(plans, attempt).close(plan);
        return new Conclusion(
                closed.isPresent() ? closed.get() : apply(work, document.cuts(), session, monitor),
                summary(attempt, document));
    }

    private PlanDocument document(Attempt attempt, Plan plan) {
        PlanDocument document = PlanDocument.of(plan);
        return plans.approval(attempt)
                .filter(approval -> approval.plan().equals(document.hash()))
                .map(approval -> document.approved(approval.by(), approval.at()))
                .orElse(document);
    }

    private PlanSummary summary(Attempt attempt, PlanDocument plan) {
        return PlanSummary.of(plan, plans.link(attempt), plans.approval(attempt).orElse(null));
    }

    private Outcome apply(Work work, Map<String, String> cuts, TargetSession session, ProgressMonitor monitor)
            throws SQLException {
        Attempt attempt = work.attempt();
        Bundle bundle = work.bundle();
        RunTable.Row row = new RunTable.Row(
                attempt.run().value(),
                attempt.number(),
                new RunTable.BundleFacts(bundle.id().name(), bundle.id().version(), bundle.sha256()),
                attempt.upload().key(),
                attempt.upload().uploaded());
        Applier applier = new Applier(bundle, session, work.where().applying(), monitor.progress());
        return steps.step(Step.APPLY, () -> applier.apply(row, cuts))
                .match(new ApplyOutcome(
                        work.where().target().name(),
                        () -> monitor.cancellation().orElseThrow(),
                        () -> aftermath.of(attempt, work.where(), session)));
    }
}
