package dev.skein.apply;

import dev.skein.flyway.Failure;
import dev.skein.flyway.HistoryProblem;
import dev.skein.plan.assertion.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of applying a bundle. */
public sealed interface ApplyResult {
    /** One function for each case. */
    interface Cases<R> {
        /** Returns the result for a bundle that was applied. */
        R applied(Applied applied);

        /** Returns the result for a bundle that held nothing new. */
        R unchanged(Unchanged unchanged);

        /** Returns the result for a bundle that does not fit the history. */
        R refused(Refused refused);

        /** Returns the result for a bundle that could not be applied whole. */
        R stopped(Stopped stopped);

        /** Returns the result for a bundle whose apply somebody has ended. */
        R cancelled(Cancelled cancelled);

        /** Returns the result for a bundle of which an assertion does not hold. */
        R violated(Violated violated);

        /** Returns the result for a bundle of which only a person can say how far it is. */
        R undecided(Undecided undecided);
    }

    /** Calls the function of the case at hand. */
    <R> R match(Cases<R> cases);

    /** Every pending migration is applied. */
    record Applied(Versions versions, List<MigrationRun> migrations) implements ApplyResult {
        /** Copies the migrations. */
        public Applied {
            migrations = List.copyOf(migrations);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.applied(this);
        }
    }

    /** Nothing was pending. */
    record Unchanged(Versions versions) implements ApplyResult {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.unchanged(this);
        }
    }

    /**
     * The history does not fit the bundle; this try touched nothing.
     *
     * @param applied what an earlier try of the attempt has applied, which stays
     */
    record Refused(Versions versions, List<MigrationRun> applied, List<HistoryProblem> problems)
            implements ApplyResult {
        /** Copies the lists. */
        public Refused {
            applied = List.copyOf(applied);
            problems = List.copyOf(problems);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.refused(this);
        }
    }

    /**
     * Something failed on the way.
     *
     * @param applied the migrations before it, which stay
     */
    record Stopped(Versions versions, List<MigrationRun> applied, Failure failure) implements ApplyResult {
        /** Copies the migrations. */
        public Stopped {
            applied = List.copyOf(applied);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.stopped(this);
        }
    }

    /**
     * Somebody asked for the end.
     *
     * @param applied the migrations before it, which stay
     */
    record Cancelled(Versions versions, List<MigrationRun> applied) implements ApplyResult {
        /** Copies the migrations. */
        public Cancelled {
            applied = List.copyOf(applied);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.cancelled(this);
        }
    }

    /**
     * An assertion does not hold, or cannot be checked.
     *
     * @param applied the migrations that stay: those of the segments before the last one, or all where that one is no transaction
     */
    record Violated(Versions versions, List<MigrationRun> applied, Violation violation) implements ApplyResult {
        /** Copies the migrations. */
        public Violated {
            applied = List.copyOf(applied);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.violated(this);
        }
    }

    /**
     * Only a person can say whether a statement of a migration that is no transaction was done.
     *
     * @param applied the migrations before it, which stay
     */
    record Undecided(Versions versions, List<MigrationRun> applied, Question question) implements ApplyResult {
        /** Copies the migrations. */
        public Undecided {
            applied = List.copyOf(applied);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.undecided(this);
        }
    }

    /**
     * What is not known.
     *
     * @param file the migration's path in the bundle
     * @param statement from 1
     */
    record Question(String file, int statement, String why) {}

    /**
     * The schema's version before and after; null before the first versioned migration.
     */
    record Versions(@Nullable String from, @Nullable String to) {}
}
