package dev.skein.plan.review;

import dev.skein.plan.sql.Words;
import java.util.ArrayList;
import java.util.List;

/** A condition that leaves no row out, such as {@code true}, {@code 1 = 1} or {@code id = id}. */
final class Condition {
    private Condition() {}

    /** Whether a statement has no WHERE, or one that leaves no row out. */
    static boolean isMissing(Words statement) {
        int where = statement.find(0, "WHERE");
        if (where < 0) {
            return true;
        }
        int returning = statement.find(where, "RETURNING");
        return isAlways(statement.text(where + 1, returning < 0 ? statement.size() : returning));
    }

    /** Whether it is true of every row, as far as its words alone tell. */
    static boolean isAlways(String condition) {
        Words words = Words.of(condition);
        List<String> choices = parts(words, "OR");
        if (choices.size() > 1) {
            return choices.stream().anyMatch(Condition::isAlways);
        }
        List<String> demands = parts(words, "AND");
        if (demands.size() > 1) {
            return demands.stream().allMatch(Condition::isAlways);
        }
        if (words.at(0, "(") && words.find(1, ")") == words.size() - 1) {
            return isAlways(words.text(1, words.size() - 1));
        }
        return isConstant(words) || isOneTwice(words);
    }

    private static boolean isConstant(Words words) {
        return (words.size() == 1 && words.at(0, "TRUE")) || (words.size() == 2 && words.at(0, "NOT", "FALSE"));
    }

    private static boolean isOneTwice(Words words) {
        int equals = words.find(0, "=");
        return equals > 0
                && equals < words.size() - 1
                && words.text(0, equals).equalsIgnoreCase(words.text(equals + 1, words.size()));
    }

    private static List<String> parts(Words words, String between) {
        List<String> parts = new ArrayList<>();
        int begin = 0;
        for (int at = words.find(0, between); at >= 0; at = words.find(at + 1, between)) {
            parts.add(words.text(begin, at));
            begin = at + 1;
        }
        parts.add(words.text(begin, words.size()));
        return parts;
    }
}
