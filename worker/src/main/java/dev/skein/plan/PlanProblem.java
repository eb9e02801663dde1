package dev.skein.plan;

import dev.skein.bundle.ManifestFile;
import dev.skein.flyway.Failure;
import dev.skein.flyway.HistoryProblem;
import dev.skein.flyway.ServerError;
import dev.skein.plan.assertion.AssertionFault;
import dev.skein.plan.shadow.ShadowUnavailable;
import dev.skein.plan.sql.Shape;
import dev.skein.plan.sql.SqlStatement;
import dev.skein.plan.trace.Rehearsed;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why a bundle cannot be applied, as the dry run found out. The database was not touched.
 *
 * @param code stable, with a page in {@code docs/problems}
 * @param place where in the bundle
 * @param server what PostgreSQL said; null where it was not PostgreSQL
 * @param remedy what to do next
 */
public record PlanProblem(
        String code, String message, Place place, @Nullable ServerError server, String remedy) {
    /** What the dry run itself can find, beside what does not fit the history. */
    public enum Code {
        /** A statement failed in the dry run. */
        DRY_RUN_FAILED("Mend the migration and push it as a new version."),
        /** Some statements of a migration cannot be in a transaction, and others can. */
        MIXED_MIGRATION(
                "Split the migration: what cannot be in a transaction into one of its own, the rest before or after it."
                        + " Where each statement may stand alone, say so in a file beside it, such as V5__x.sql.conf, with"
                        + " executeInTransaction=false."),
        /** A file of the assertions is not one query, or PostgreSQL cannot plan it when everything is applied. */
        BAD_ASSERTION("Mend the assertion and push the bundle as a new version."),
        /** The dry run took longer than it may. */
        DRY_RUN_TIMED_OUT(
                "Look at the statement. Where it is right, raise plan-timeout; then plan again, or redrive the"
                        + " run."),
        /** The schema cannot be made anew in a scratch database. */
        SHADOW_UNAVAILABLE("Do what the message says, then plan again, or redrive the run.");

        private final String remedy;

        Code(String remedy) {
            this.remedy = remedy;
        }

        /** The code as users see it, such as {@code dry-run-failed}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** What to do next. */
        public String remedy() {
            return remedy;
        }
    }

    /** Where in a bundle; null where it does not apply. */
    public record Place(
            @Nullable String file,
            @Nullable Integer line,
            @Nullable String statement) {
        static Place of(@Nullable SqlStatement statement) {
            return statement == null
                    ? new Place(null, null, null)
                    : new Place(statement.file(), statement.line(), statement.text());
        }
    }

    static PlanProblem of(HistoryProblem problem) {
        return new PlanProblem(
                problem.code().code(),
                problem.message(),
                new Place(problem.file(), null, null),
                null,
                problem.code().remedy());
    }

    static PlanProblem mixed(SqlStatement statement) {
        return new PlanProblem(
                Code.MIXED_MIGRATION.code(),
                Shape.of(statement).command()
                        + " cannot be in a transaction, and other statements of the migration can",
                Place.of(statement),
                null,
                Code.MIXED_MIGRATION.remedy());
    }

    static PlanProblem of(AssertionFault fault) {
        SqlStatement at = fault.at();
        return new PlanProblem(
                Code.BAD_ASSERTION.code(),
                "an assertion is exactly one query that only reads; " + fault.file() + " " + fault.why(),
                at == null ? new Place(fault.file(), null, null) : Place.of(at),
                null,
                Code.BAD_ASSERTION.remedy());
    }

    static PlanProblem of(ShadowUnavailable unavailable) {
        return new PlanProblem(
                Code.SHADOW_UNAVAILABLE.code(),
                String.valueOf(unavailable.getMessage()),
                Place.of(null),
                null,
                Code.SHADOW_UNAVAILABLE.remedy());
    }

    static PlanProblem of(Rehearsed.Stop stop) {
        return stop.match(
                failed -> failed.failure().match(new OfFailure()),
                late -> new PlanProblem(
                        Code.DRY_RUN_TIMED_OUT.code(),
                        "the dry run was not done within " + late.limit().toSeconds() + " s"
                                + (late.blockers().isEmpty()
                                        ? ""
                                        : "; it waited for a lock that others hold: " + late.blockers()),
                        Place.of(late.at().orElse(null)),
                        null,
                        Code.DRY_RUN_TIMED_OUT.remedy()));
    }

    private static PlanProblem failed(String message, Place place, @Nullable ServerError server) {
        String file = place.file();
        Code code = file != null && file.startsWith(ManifestFile.ASSERTIONS) ? Code.BAD_ASSERTION : Code.DRY_RUN_FAILED;
        return new PlanProblem(code.code(), message, place, server, code.remedy());
    }

    /** Puts a failure into a plan's terms. */
    private static final class OfFailure implements Failure.Cases<PlanProblem> {
        @Override
        public PlanProblem statement(Failure.Statement statement) {
            return failed(
                    statement.error().message(),
                    new Place(statement.file(), statement.line(), statement.sql()),
                    statement.error());
        }

        @Override
        public PlanProblem database(Failure.Database database) {
            return failed(database.error().message(), Place.of(null), database.error());
        }

        @Override
        public PlanProblem flyway(Failure.Refusal refusal) {
            return failed(refusal.message(), new Place(refusal.file(), null, null), null);
        }
    }
}
