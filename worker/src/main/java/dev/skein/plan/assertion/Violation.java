package dev.skein.plan.assertion;

import dev.skein.flyway.ServerError;
import dev.skein.plan.sql.SqlStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An assertion that does not hold, or of which PostgreSQL does not say whether it does.
 *
 * @param why a sentence without values of rows
 * @param error what PostgreSQL said; null where it found rows
 */
public record Violation(
        SqlStatement query, String why, @Nullable ServerError error) {
    /** query_canceled */
    private static final String CANCELED = "57014";

    /** Whether its query was ended from outside, or for the time it took. */
    public boolean isEnded() {
        return error != null && CANCELED.equals(error.sqlState());
    }

    static Violation ofRows(Assertion assertion, int rows) {
        boolean more = rows > Assertion.MOST_ROWS;
        return new Violation(
                assertion.query(),
                String.format(
                        Locale.ROOT,
                        "the assertion found %,d row%s%s; it holds when it finds none",
                        more ? Assertion.MOST_ROWS : rows,
                        rows == 1 ? "" : "s",
                        more ? " or more" : ""),
                null);
    }

    static Violation ofRefusal(Assertion assertion, SQLException refusal, Duration limit) {
        return new Violation(
                assertion.query(),
                CANCELED.equals(refusal.getSQLState())
                        ? "the assertion was ended before it was done; it has " + limit.toSeconds() + " s"
                        : "the assertion cannot be checked",
                ServerError.of(refusal));
    }
}
