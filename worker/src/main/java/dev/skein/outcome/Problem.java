package dev.skein.outcome;

import dev.skein.bundle.BundleProblem;
import dev.skein.bundle.Printable;
import dev.skein.flyway.ServerError;
import org.jspecify.annotations.Nullable;

/**
 * Why a run did not apply.
 *
 * @param code stable, with a page in {@code docs/problems}
 * @param message what happened
 * @param place where
 * @param server what PostgreSQL said, where it was PostgreSQL
 * @param remedy how to go on
 */
public record Problem(
        String code, String message, Place place, @Nullable Server server, Remedy remedy) {
    private static final int LONGEST = 4_000;

    /** Makes the texts safe to print. */
    public Problem {
        message = Printable.of(message);
    }

    /** A problem of the surroundings, without a place in the bundle. */
    public static Problem of(RunProblemCode code, String message) {
        return new Problem(code.code(), message, Place.NOWHERE, null, Remedy.of(code.remedy()));
    }

    /** A problem of a file of the bundle, told by its surroundings. */
    public static Problem of(RunProblemCode code, String file, String message) {
        return new Problem(code.code(), message, new Place(file, null, null), null, Remedy.of(code.remedy()));
    }

    /** A problem of the bundle itself. */
    public static Problem of(BundleProblem problem) {
        String entry = problem.entry();
        return new Problem(
                problem.code().code(),
                entry == null ? problem.message() : entry + " " + problem.message(),
                new Place(entry, null, null),
                null,
                Remedy.of(problem.code().remedy()));
    }

    /**
     * What to do next.
     *
     * @param safe SQL that does the same without the harm, to copy; null where there is none
     */
    public record Remedy(String text, @Nullable String safe) {
        /** Advice without SQL. */
        public static Remedy of(String text) {
            return new Remedy(text, null);
        }
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
        /** Makes the name safe to print and cuts a long statement: file and line say where the rest is. */
        public Place {
            file = file == null ? null : Printable.of(file);
            statement = cut(statement);
        }

        /** No particular place. */
        public static final Place NOWHERE = new Place(null, null, null);
    }

    /**
     * PostgreSQL's own words, cut after 4,000 characters each.
     *
     * @param raised whether the bundle's own code raised the error, so that its message says whatever it likes
     * @param detail may hold values of rows
     */
    public record Server(
            String sqlState,
            boolean raised,
            @Nullable String detail,
            @Nullable String hint) {
        static Server of(ServerError error) {
            return new Server(error.sqlState(), error.raised(), error.detail(), error.hint());
        }

        /** Cuts. */
        public Server {
            detail = cut(detail);
            hint = cut(hint);
        }
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
