package dev.skein.outcome;

import dev.skein.apply.ApplyResult;
import dev.skein.flyway.Failure;
import dev.skein.flyway.HistoryProblem;
import dev.skein.flyway.ServerError;
import dev.skein.outcome.Problem.Remedy;
import dev.skein.plan.assertion.Violation;
import dev.skein.plan.sql.SqlStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Puts what came of the apply into the run's terms. */
final class ApplyOutcome implements ApplyResult.Cases<Outcome> {
    private final String target;
    private final Supplier<Cancellation> cancellation;
    private final Supplier<AfterApply> after;

    /**
     * @param target its name
     * @param cancellation who asked for the end, where somebody has
     * @param after looks at the target where the bundle was applied
     */
    ApplyOutcome(String target, Supplier<Cancellation> cancellation, Supplier<AfterApply> after) {
        this.target = target;
        this.cancellation = cancellation;
        this.after = after;
    }

    @Override
    public Outcome applied(ApplyResult.Applied applied) {
        return new Outcome.Applied(applied.versions(), applied.migrations(), after.get());
    }

    @Override
    public Outcome unchanged(ApplyResult.Unchanged unchanged) {
        return new Outcome.Unchanged(unchanged.versions());
    }

    @Override
    public Outcome refused(ApplyResult.Refused refused) {
        List<Problem> problems =
                refused.problems().stream().map(ApplyOutcome::problem).toList();
        return refused.applied().isEmpty()
                ? new Outcome.Rejected(problems)
                : new Outcome.Failed(refused.versions(), refused.applied(), problems.get(0));
    }

    @Override
    public Outcome stopped(ApplyResult.Stopped stopped) {
        return new Outcome.Failed(
                stopped.versions(), stopped.applied(), stopped.failure().match(new ToProblem()));
    }

    @Override
    public Outcome cancelled(ApplyResult.Cancelled cancelled) {
        return new Outcome.Cancelled(cancelled.versions(), cancelled.applied(), cancellation.get());
    }

    @Override
    public Outcome violated(ApplyResult.Violated violated) {
        return new Outcome.Failed(violated.versions(), violated.applied(), problem(violated.violation()));
    }

    @Override
    public Outcome undecided(ApplyResult.Undecided undecided) {
        ApplyResult.Question question = undecided.question();
        String command = "skein resolve --target " + target + " --file " + question.file() + " --statement "
                + question.statement();
        return new Outcome.Failed(
                undecided.versions(),
                undecided.applied(),
                new Problem(
                        RunProblemCode.JOURNAL_MISMATCH.code(),
                        question.why(),
                        new Problem.Place(question.file(), null, null),
                        null,
                        Remedy.of("Look in the database whether the statement was done, and say so: " + command
                                + " --applied, or --rolled-back where nothing of it is there; then redrive the run.")));
    }

    private static Problem problem(Violation violation) {
        SqlStatement query = violation.query();
        Optional<ServerError> error = Optional.ofNullable(violation.error());
        Optional<ServerError> told = error.map(said -> RowData.mayBeIn(said) ? RowData.without(said) : said);
        return new Problem(
                RunProblemCode.ASSERTION_FAILED.code(),
                violation.why() + error.map(ApplyOutcome::words).orElse(""),
                new Problem.Place(query.file(), query.line(), query.text()),
                told.map(Problem.Server::of).orElse(null),
                Remedy.of(RunProblemCode.ASSERTION_FAILED.remedy()));
    }

    /** They may hold values of rows, which the bundle's author has perhaps never seen. */
    private static String words(ServerError error) {
        return RowData.mayBeIn(error)
                ? "; PostgreSQL's message may hold values of rows: run the query to see it"
                : ": " + error.message();
    }

    private static Problem problem(HistoryProblem problem) {
        return new Problem(
                problem.code().code(),
                problem.message(),
                new Problem.Place(problem.file(), null, null),
                null,
                Remedy.of(problem.code().remedy()));
    }

    /** The outcome when the target cannot be applied to as it is. */
    static Optional<Outcome> barred(List<HistoryProblem> problems) {
        return problems.isEmpty()
                ? Optional.empty()
                : Optional.of(new Outcome.Rejected(
                        problems.stream().map(ApplyOutcome::problem).toList()));
    }

    /** The problem when the database refuses the worker before anything is tried. */
    static Problem refused(SQLException refusal) {
        return refused(RunProblemCode.of(refusal), ServerError.of(refusal));
    }

    private static Problem refused(RunProblemCode code, ServerError error) {
        return new Problem(
                code.code(),
                error.message(),
                Problem.Place.NOWHERE,
                Problem.Server.of(error),
                Remedy.of(code.remedy()));
    }

    /** Puts what stopped the apply into the run's terms. */
    private static final class ToProblem implements Failure.Cases<Problem> {
        private static final String NO_TRANSACTION =
                "The migration could not run in a transaction: its statements before this one stay, and the next run goes on"
                        + " with this one. Mend the data or this statement, then redrive the run or push a new version.";

        @Override
        public Problem statement(Failure.Statement statement) {
            return new Problem(
                    RunProblemCode.STATEMENT_FAILED.code(),
                    statement.error().message(),
                    new Problem.Place(statement.file(), statement.line(), statement.sql()),
                    Problem.Server.of(statement.error()),
                    Remedy.of(statement.rolledBack() ? RunProblemCode.STATEMENT_FAILED.remedy() : NO_TRANSACTION));
        }

        @Override
        public Problem database(Failure.Database database) {
            return refused(RunProblemCode.DATABASE_REFUSED, database.error());
        }

        @Override
        public Problem flyway(Failure.Refusal refusal) {
            return new Problem(
                    RunProblemCode.FLYWAY_REFUSED.code(),
                    refusal.message(),
                    new Problem.Place(refusal.file(), null, null),
                    null,
                    Remedy.of(RunProblemCode.FLYWAY_REFUSED.remedy()));
        }
    }
}
