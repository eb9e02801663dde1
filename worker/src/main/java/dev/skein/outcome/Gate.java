package dev.skein.outcome;

import dev.skein.apply.ApplyResult.Versions;
import dev.skein.flyway.ServerError;
import dev.skein.outcome.Problem.Remedy;
import dev.skein.plan.JudgedHazard;
import dev.skein.plan.Plan;
import dev.skein.plan.PlanDocument;
import dev.skein.plan.PlanProblem;
import dev.skein.plan.hazard.Decision;
import dev.skein.plan.hazard.Hazard;
import dev.skein.plan.sql.SqlStatement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides by a plan whether a bundle may be applied. */
final class Gate {
    private static final String MEND_ROWS =
            "Mend the rows on the target, or in a migration before it; then redrive the run or push a new version.";

    private final PlanKeeping plans;
    private final Attempt attempt;

    Gate(PlanKeeping plans, Attempt attempt) {
        this.plans = plans;
        this.attempt = attempt;
    }

    /** What keeps the bundle from being applied; empty when it may go on. */
    Optional<Outcome> close(Plan plan) {
        return switch (plan.verdict()) {
            case NOTHING_TO_DO, APPLY -> Optional.empty();
            case REJECT -> Optional.of(refuse(plan));
            case APPROVE -> approve(plan);
        };
    }

    private Optional<Outcome> approve(Plan plan) {
        Optional<Approval> approval = plans.approval(attempt);
        if (approval.filter(given -> given.plan().equals(plan.fingerprint().hash()))
                .isPresent()) {
            return Optional.empty();
        }
        Versions versions = new Versions(plan.head().from(), plan.head().to());
        return Optional.of(new Outcome.AwaitingApproval(
                versions, approval.isEmpty() ? count(plan) : "the approved plan no longer holds: " + moved(plan)));
    }

    private static String count(Plan plan) {
        long hazards = plan.findings().hazards().stream()
                .filter(judged -> judged.decision() == Decision.APPROVE)
                .count();
        return hazards == 1 ? "1 hazard needs approval" : hazards + " hazards need approval";
    }

    private String moved(Plan plan) {
        List<String> moved = plans.before(attempt)
                .map(PlanDocument::fingerprint)
                .map(plan.fingerprint()::moved)
                .orElse(List.of());
        return moved.isEmpty() ? "another plan was approved" : String.join(", ", moved) + " changed since";
    }

    private static Outcome refuse(Plan plan) {
        Optional<PlanProblem> surroundings = plan.findings().problems().stream()
                .filter(problem -> problem.code().equals(PlanProblem.Code.SHADOW_UNAVAILABLE.code()))
                .findFirst();
        return surroundings.isPresent()
                ? new Outcome.NotTried(problem(surroundings.get(), plan))
                : new Outcome.Rejected(problems(plan));
    }

    private static List<Problem> problems(Plan plan) {
        Stream<Problem> blocking = plan.findings().hazards().stream()
                .filter(judged -> judged.decision() == Decision.BLOCK)
                .map(JudgedHazard::hazard)
                .map(Gate::problem);
        return Stream.concat(plan.findings().problems().stream().map(problem -> problem(problem, plan)), blocking)
                .toList();
    }

    private static Problem problem(PlanProblem problem, Plan plan) {
        ServerError server = problem.server();
        if (server == null || !plan.method().sawRows() || !RowData.mayBeIn(server)) {
            return problem(problem, problem.message(), server);
        }
        ServerError told = RowData.without(server);
        return problem(problem, told.message(), told);
    }

    private static Problem problem(PlanProblem problem, String message, @Nullable ServerError server) {
        return new Problem(
                problem.code(),
                message,
                new Problem.Place(
                        problem.place().file(),
                        problem.place().line(),
                        problem.place().statement()),
                server == null ? null : Problem.Server.of(server),
                Remedy.of(problem.remedy()));
    }

    private static Problem problem(Hazard hazard) {
        SqlStatement statement = hazard.statement();
        String code = hazard.code().code();
        return new Problem(
                code,
                hazard.why(),
                statement == null
                        ? Problem.Place.NOWHERE
                        : new Problem.Place(statement.file(), statement.line(), statement.text()),
                null,
                new Remedy(
                        code.startsWith("rows-break")
                                ? MEND_ROWS
                                : "Use the safe form in a new version of the bundle, or let the target's policy allow "
                                        + code + ".",
                        hazard.safe()));
    }
}
