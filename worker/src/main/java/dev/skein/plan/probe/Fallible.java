package dev.skein.plan.probe;

import dev.skein.plan.sql.Token;
import dev.skein.plan.sql.Words;
import java.util.Set;

/** Tells expressions that may fail on a row, such as a division, from those that cannot. */
final class Fallible {
    private static final Set<String> SAFE_CALLS = Set.of(
            "lower",
            "upper",
            "coalesce",
            "nullif",
            "concat",
            "btrim",
            "trim",
            "ltrim",
            "rtrim",
            "length",
            "md5",
            "greatest",
            "least",
            "replace",
            "initcap");

    private static final String[] FALLIBLE = {"/", "%", "^", "->", "->>", "#>", "#>>", "[", "CAST"};

    private static final String[] SAFE_TYPES = {"TEXT", "VARCHAR", "CHARACTER"};

    private Fallible() {}

    static boolean is(String expression) {
        Words words = Words.of(expression);
        for (int i = 0; i < words.size(); i++) {
            Token token = words.tokens().get(i);
            boolean call = words.isCall(i) && !token.isOneOf("AND", "OR", "NOT", "CASE", "WHEN", "THEN", "ELSE", "IN");
            boolean cast = token.is("::")
                    && (i + 1 >= words.size() || !words.tokens().get(i + 1).isOneOf(SAFE_TYPES));
            if (cast
                    || token.isOneOf(FALLIBLE)
                    || (call && !SAFE_CALLS.contains(token.value()) && !isLength(words, i))) {
                return true;
            }
        }
        return false;
    }

    /** The brackets of {@code varchar(20)}. */
    private static boolean isLength(Words words, int index) {
        return words.at(index - 1, "::") || words.at(index, "VARYING");
    }
}
