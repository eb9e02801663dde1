package dev.skein.plan.assertion;

import dev.skein.plan.sql.Shape;
import dev.skein.plan.sql.SqlStatement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why a file cannot be an assertion: it is not exactly one query. Words tell that only so far; PostgreSQL itself refuses
 * whatever else would write when an assertion is checked.
 *
 * @param why goes on after the file's name
 * @param at the statement; null where there is none
 */
public record AssertionFault(
        String file, String why, @Nullable SqlStatement at) {
    private static final Set<String> QUERIES = Set.of("SELECT", "VALUES", "TABLE");

    static AssertionFault unreadable(String file, String message) {
        return new AssertionFault(file, "cannot be read: " + message, null);
    }

    static Optional<AssertionFault> in(String file, List<SqlStatement> statements) {
        if (statements.isEmpty()) {
            return Optional.of(new AssertionFault(file, "holds no statement", null));
        }
        SqlStatement last = statements.get(statements.size() - 1);
        return statements.size() > 1
                ? Optional.of(new AssertionFault(file, "holds more than one statement", last))
                : why(last).map(why -> new AssertionFault(file, why, last));
    }

    private static Optional<String> why(SqlStatement statement) {
        Shape shape = Shape.of(statement);
        if (!QUERIES.contains(shape.command())) {
            return Optional.of("is no query, but " + (shape.command().isEmpty() ? "something else" : shape.command()));
        }
        if (shape.tokens().stream().anyMatch(token -> token.is(";"))) {
            return Optional.of("holds more than one statement");
        }
        if (shape.writesRows() || shape.isDdl()) {
            return Optional.of("writes");
        }
        return locks(shape) ? Optional.of("locks rows") : Optional.empty();
    }

    private static boolean locks(Shape shape) {
        return shape.has("FOR", "UPDATE")
                || shape.has("FOR", "NO", "KEY", "UPDATE")
                || shape.has("FOR", "SHARE")
                || shape.has("FOR", "KEY", "SHARE");
    }
}
