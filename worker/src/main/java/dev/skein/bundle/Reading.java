package dev.skein.bundle;

import java.util.List;
import java.util.function.Function;

/** What came of reading an archive. */
public sealed interface Reading extends AutoCloseable {
    /**
     * Calls the function of the case at hand.
     *
     * @return what it returned
     */
    <R> R match(Function<Accepted, R> accepted, Function<Refused, R> refused);

    /** Closes the bundle, if it is one. */
    @Override
    void close();

    /** The archive is a sound bundle, open for reading until the reading is closed. */
    record Accepted(Bundle bundle) implements Reading {
        @Override
        public <R> R match(Function<Accepted, R> accepted, Function<Refused, R> refused) {
            return accepted.apply(this);
        }

        @Override
        public void close() {
            bundle.close();
        }
    }

    /**
     * The archive is no bundle.
     *
     * @param problems all that is wrong with it, at least one, at most {@link Limits#PROBLEMS}
     */
    record Refused(List<BundleProblem> problems) implements Reading {
        /** Copies the problems. */
        public Refused {
            problems = List.copyOf(problems);
        }

        @Override
        public <R> R match(Function<Accepted, R> accepted, Function<Refused, R> refused) {
            return refused.apply(this);
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
