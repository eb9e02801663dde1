package dev.skein.cli;

import dev.skein.bundle.BundleProblem;
import dev.skein.github.PublicCopy;
import dev.skein.github.WorkflowReport;
import dev.skein.outcome.OutcomeDocument;
import dev.skein.outcome.RunId;
import dev.skein.plan.PlanDocument;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Tells GitHub what comes of a command where that is asked for, and says what may be shown then. */
final class GitHubTelling {
    static final GitHubTelling OFF = new GitHubTelling(Optional.empty());

    private final Optional<WorkflowReport> report;

    GitHubTelling(Optional<WorkflowReport> report) {
        this.report = report;
    }

    /** Tells of a plan; returns what may be shown of it. */
    PlanDocument plan(PlanDocument plan) {
        return report.map(told -> {
                    PlanDocument shown = PublicCopy.of(plan);
                    told.plan(shown);
                    return shown;
                })
                .orElse(plan);
    }

    /**
     * Tells of an outcome; returns what may be shown of it.
     *
     * @param plan looks for the attempt's plan
     */
    OutcomeDocument outcome(OutcomeDocument outcome, Supplier<Optional<PlanDocument>> plan) {
        return report.map(told -> {
                    OutcomeDocument shown = PublicCopy.of(outcome);
                    told.outcome(shown, OutcomeReport.lines(shown), plan.get().map(PublicCopy::of));
                    return shown;
                })
                .orElse(outcome);
    }

    void refused(List<BundleProblem> problems) {
        report.ifPresent(told -> told.refused(problems));
    }

    /** Tells of a run that is not waited for. */
    void uploaded(RunId run) {
        report.ifPresent(told -> told.uploaded(run));
    }

    /** Tells why there is neither a plan nor an outcome. */
    void trouble(String status, String message) {
        report.ifPresent(told -> told.trouble(status, message));
    }
}
