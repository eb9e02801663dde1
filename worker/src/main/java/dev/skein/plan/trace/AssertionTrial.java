package dev.skein.plan.trace;

import dev.skein.bundle.Bundle;
import dev.skein.flyway.Failure;
import dev.skein.flyway.ServerError;
import dev.skein.plan.assertion.Assertion;
import dev.skein.plan.assertion.AssertionCheck;
import dev.skein.plan.sql.SqlStatement;
import dev.skein.target.TargetSession;
import dev.skein.target.TransientFailure;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Has PostgreSQL plan a bundle's assertions where everything is migrated, and executes none: whether they hold is for the apply
 * to find out.
 */
final class AssertionTrial {
    private final Bundle bundle;
    private final TimeLimit time;
    private final List<Inconclusive> unknown = new ArrayList<>();

    AssertionTrial(Bundle bundle, TimeLimit time) {
        this.bundle = bundle;
        this.time = time;
    }

    /** The assertions that failed for what may be the dry run's own fault. */
    List<Inconclusive> unknown() {
        return unknown;
    }

    /** @param before what could not be tried before: an assertion may name what it would have made */
    Optional<Rehearsed.Stop> inShadow(TargetSession shadow, Lacks lacks, List<Inconclusive> before) {
        return first(shadow, before, failed -> ShadowLimits.of(failed.query(), failed.failure(), lacks));
    }

    /** @param before what could not be tried before */
    Optional<Rehearsed.Stop> inPlace(TargetSession target, List<Inconclusive> before) {
        return first(target, before, failed -> Optional.empty());
    }

    private Optional<Rehearsed.Stop> first(
            TargetSession tried, List<Inconclusive> before, Function<Failed, Optional<Inconclusive>> excuse) {
        for (Assertion assertion : Assertion.of(bundle)) {
            Optional<Failed> failed = attempt(assertion, tried);
            if (failed.isPresent() && time.isOver()) {
                return Optional.of(new Rehearsed.OutOfTime(
                        time.limit(), Optional.of(failed.get().query()), time.blockers()));
            }
            Optional<Inconclusive> excused =
                    failed.flatMap(one -> excuse.apply(one).or(() -> one.after(before)));
            if (failed.isPresent() && excused.isEmpty()) {
                return Optional.of(failed.get().stop());
            }
            excused.ifPresent(unknown::add);
        }
        return Optional.empty();
    }

    private static Optional<Failed> attempt(Assertion assertion, TargetSession tried) {
        try {
            new AssertionCheck(tried).plan(assertion);
            return Optional.empty();
        } catch (SQLException e) {
            if (AssertionCheck.isUndecided(e)) {
                throw new TransientFailure("the dry run could not look at an assertion", e);
            }
            return Optional.of(new Failed(assertion.query(), e));
        }
    }

    private record Failed(SqlStatement query, SQLException cause) {
        Failure failure() {
            return new Failure.Statement(query.file(), query.line(), query.text(), ServerError.of(cause), true);
        }

        Rehearsed.Stop stop() {
            return new Rehearsed.Failed(cause, failure(), Optional.of(query));
        }

        Optional<Inconclusive> after(List<Inconclusive> before) {
            return before.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Inconclusive(
                            query,
                            String.valueOf(cause.getSQLState()),
                            "may need what could not be tried before it: "
                                    + ServerError.of(cause).message()));
        }
    }
}
