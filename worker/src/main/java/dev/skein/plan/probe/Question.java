package dev.skein.plan.probe;

import java.util.function.Function;

/** What is asked of the target's rows. */
sealed interface Question {
    /** As SQL that can be run by hand. */
    String shown();

    /** Calls the function of the case at hand. */
    <R> R match(Function<Selection, R> selection, Function<Trial, R> trial);

    /**
     * Which rows break it.
     *
     * @param samples a query for a JSON array of at most five labels of such rows; null where there is none
     * @param count a query for their number
     */
    record Selection(String samples, String count, String shown) implements Question {
        /** How many samples there are at most. */
        static final int SAMPLES = 5;

        private static final int SHOWN = 100;

        /** Asks for the rows of one table that satisfy a condition. */
        static Selection of(Rows rows, String condition) {
            return of(rows.item(), rows.label(), condition);
        }

        /** Asks for those of a FROM list that satisfy a condition. */
        static Selection of(String from, String label, String condition) {
            String rows = " FROM " + from + (condition.isEmpty() ? "" : " WHERE " + condition);
            return new Selection(
                    samples("SELECT " + label + " AS label" + rows),
                    "SELECT count(*)" + rows,
                    "SELECT *" + rows + " LIMIT " + SHOWN);
        }

        /** The first of a query's labels. */
        static String samples(String labels) {
            return "SELECT json_agg(s.label) FROM (" + labels + " LIMIT " + SAMPLES + ") AS s";
        }

        @Override
        public <R> R match(Function<Selection, R> selection, Function<Trial, R> trial) {
            return selection.apply(this);
        }
    }

    /**
     * Which rows do not convert.
     *
     * @param wholly a query that fails when some value does not convert; empty text where no query can tell
     * @param rowByRow what tries each row; see {@link Conversion}
     */
    record Trial(String wholly, String rowByRow, String shown) implements Question {
        @Override
        public <R> R match(Function<Selection, R> selection, Function<Trial, R> trial) {
            return trial.apply(this);
        }
    }
}
