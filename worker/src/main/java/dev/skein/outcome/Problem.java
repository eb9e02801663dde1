package dev.skein.outcome;

import dev.skein.bundle.Printable;
import org.jspecify.annotations.Nullable;

/**
 * Why a run did not apply.
 *
 * @param code stable, with a page in {@code docs/problems}
 * @param message what happened
 * @param place where
 * @param server what PostgreSQL said, where it was PostgreSQL
 * @param remedy what to do next
 */
public record Problem(
        String code, String message, Place place, @Nullable Server server, String remedy) {
    /** Makes the texts safe to print. */
    public Problem {
        message = Printable.of(message);
    }

    /** A problem of the surroundings, without a place in the bundle. */
    public static Problem of(RunProblemCode code, String message) {
        return new Problem(code.code(), message, Place.NOWHERE, null, code.remedy());
    }

    /**
     * Where in a bundle; null where it does not apply.
     *
     * @param line from 1
     * @param statement cut after 4,000 characters
     */
    public record Place(
            @Nullable String file,
            @Nullable Integer line,
            @Nullable String statement) {
        private static final int LONGEST_STATEMENT = 4_000;

        /** Makes the name safe to print and cuts a long statement: file and line say where the rest is. */
        public Place {
            file = file == null ? null : Printable.of(file);
            statement = statement == null || statement.length() <= LONGEST_STATEMENT
                    ? statement
                    : statement.substring(0, LONGEST_STATEMENT) + "…";
        }

        /** No particular place. */
        public static final Place NOWHERE = new Place(null, null, null);
    }

    /**
     * PostgreSQL's own words.
     *
     * @param detail may hold values of rows
     */
    public record Server(
            String sqlState,
            @Nullable String detail,
            @Nullable String hint) {}
}
