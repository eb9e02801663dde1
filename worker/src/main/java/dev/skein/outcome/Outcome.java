package dev.skein.outcome;

import dev.skein.apply.ApplyResult.Versions;
import dev.skein.apply.MigrationRun;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How an attempt ended. */
public sealed interface Outcome {
    /** One function for each case. */
    interface Cases<R> {
        /** Returns the result for {@link Applied}. */
        R applied(Applied applied);

        /** Returns the result for {@link Unchanged}. */
        R unchanged(Unchanged unchanged);

        /** Returns the result for {@link Superseded}. */
        R superseded(Superseded superseded);

        /** Returns the result for {@link AwaitingApproval}. */
        R awaitingApproval(AwaitingApproval awaiting);

        /** Returns the result for {@link Rejected}. */
        R rejected(Rejected rejected);

        /** Returns the result for {@link Failed}. */
        R failed(Failed failed);

        /** Returns the result for {@link NotTried}. */
        R notTried(NotTried notTried);

        /** Returns the result for {@link Cancelled}. */
        R cancelled(Cancelled cancelled);

        /** Returns the result for {@link OfGroup}. */
        R ofGroup(OfGroup group);
    }

    /** Calls the function of the case at hand. */
    <R> R match(Cases<R> cases);

    /** Whether something was applied, to the end. */
    default boolean hasApplied() {
        return false;
    }

    /** Everything that was pending is applied. */
    record Applied(Versions versions, List<MigrationRun> migrations, AfterApply after) implements Outcome {
        /** Copies the migrations. */
        public Applied {
            migrations = List.copyOf(migrations);
        }

        /** One where nothing was looked at afterwards. */
        public Applied(Versions versions, List<MigrationRun> migrations) {
            this(versions, migrations, AfterApply.NOTHING);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.applied(this);
        }

        @Override
        public boolean hasApplied() {
            return true;
        }
    }

    /** Every migration had been applied before. */
    record Unchanged(Versions versions) implements Outcome {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.unchanged(this);
        }
    }

    /**
     * A later upload is applied already, and the database has this one's versioned migrations, so this one changes nothing.
     *
     * @param by the version of that upload's bundle
     */
    record Superseded(Versions versions, String by) implements Outcome {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.superseded(this);
        }
    }

    /**
     * A person has to agree to the plan before it is applied; the database was not touched.
     *
     * @param why a sentence
     */
    record AwaitingApproval(Versions versions, String why) implements Outcome {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.awaitingApproval(this);
        }
    }

    /** Bundle or target say no; the database was not touched. At least one problem. */
    record Rejected(List<Problem> problems) implements Outcome {
        /** Copies the problems. */
        public Rejected {
            problems = List.copyOf(problems);
        }

        /** A rejection for one problem. */
        public Rejected(Problem problem) {
            this(List.of(problem));
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.rejected(this);
        }
    }

    /** PostgreSQL or the surroundings said no; {@code applied} stays in the database. */
    record Failed(Versions versions, List<MigrationRun> applied, Problem problem) implements Outcome {
        /** Copies the migrations. */
        public Failed {
            applied = List.copyOf(applied);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.failed(this);
        }
    }

    /** The surroundings said no before this try touched the database; what an earlier try applied stays. */
    record NotTried(Problem problem) implements Outcome {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.notTried(this);
        }
    }

    /**
     * Somebody asked for its end; {@code applied} stays in the database.
     *
     * @param versions both null where the target was not looked at
     */
    record Cancelled(Versions versions, List<MigrationRun> applied, Cancellation cancellation) implements Outcome {
        /** Copies the migrations. */
        public Cancelled {
            applied = List.copyOf(applied);
        }

        /** One that nothing was applied of. */
        public Cancelled(Cancellation cancellation) {
            this(new Versions(null, null), List.of(), cancellation);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.cancelled(this);
        }
    }

    /** How the members of a group ended; good when all hold the bundle. At least one. */
    record OfGroup(List<MemberResult> results) implements Outcome {
        private static final int NAMED = 5;

        /** Copies the results. */
        public OfGroup {
            results = List.copyOf(results);
        }

        /** How many ended how, such as {@code applied}, or {@code not-begun}. */
        public Map<String, Integer> counts() {
            Map<String, Integer> counts = new TreeMap<>();
            results.forEach(result -> counts.merge(result.label().toLowerCase(Locale.ROOT), 1, Integer::sum));
            return counts;
        }

        /** Whether all hold the bundle. */
        public boolean isGood() {
            return results.stream().allMatch(MemberResult::isGood);
        }

        Status status() {
            if (!isGood()) {
                return Status.FAILED;
            }
            return results.stream().anyMatch(result -> result.status() == Status.APPLIED)
                    ? Status.APPLIED
                    : Status.UNCHANGED;
        }

        Problem problem() {
            List<MemberResult> bad =
                    results.stream().filter(result -> !result.isGood()).toList();
            String named = bad.stream()
                    .filter(MemberResult::isEnded)
                    .limit(NAMED)
                    .map(MemberResult::toString)
                    .collect(Collectors.joining(", "));
            return Problem.of(
                    RunProblemCode.GROUP_INCOMPLETE,
                    (results.size() - bad.size()) + " of " + results.size()
                            + " members hold the bundle; of the others: " + named);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.ofGroup(this);
        }

        @Override
        public boolean hasApplied() {
            return status() == Status.APPLIED;
        }
    }
}
