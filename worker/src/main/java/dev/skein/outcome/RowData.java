package dev.skein.outcome;

import dev.skein.flyway.ServerError;

/**
 * Values of rows in what PostgreSQL says: messages of class 22 quote them, details of class 23 do, and a RAISE says
 * whatever it likes. The plan shows them to those who may read plans; an outcome goes to more people.
 *
 * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL error codes</a>
 */
final class RowData {
    private static final String ELSEWHERE = "PostgreSQL's message may hold values of rows; the plan has it";

    private RowData() {}

    static boolean mayBeIn(ServerError error) {
        return error.raised() || error.sqlState().matches("(22|23|P0)...");
    }

    /** The same without what may hold values of rows. */
    static ServerError without(ServerError error) {
        boolean namesOnly = error.sqlState().startsWith("23") && !error.raised();
        return new ServerError(error.sqlState(), namesOnly ? error.message() : ELSEWHERE, error.raised(), null, null);
    }
}
