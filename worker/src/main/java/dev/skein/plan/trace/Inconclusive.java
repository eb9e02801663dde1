package dev.skein.plan.trace;

import dev.skein.plan.sql.SqlStatement;

/**
 * A statement of which the dry run cannot say whether it will work.
 *
 * @param sqlState what it failed with; empty text where it was not tried
 * @param why a sentence
 */
public record Inconclusive(SqlStatement statement, String sqlState, String why) {
    /** The same with one thing more to say. */
    Inconclusive and(String more) {
        return new Inconclusive(statement, sqlState, why + "; " + more);
    }
}
