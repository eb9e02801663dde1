package dev.skein.plan.probe;

import dev.skein.plan.sql.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** SQL text that lists things, with commas outside brackets between them. */
final class SqlList {
    private SqlList() {}

    /** The things, each as SQL text. */
    static List<String> items(String list) {
        Words words = Words.of(list);
        List<String> items = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i <= words.size(); i++) {
            if (i == words.size() || (words.depth(i) == 0 && words.at(i, ","))) {
                if (i > begin) {
                    items.add(words.text(begin, i));
                }
                begin = i + 1;
            }
        }
        return items;
    }

    /** What stands in the first brackets from a token on; empty text where there are none. */
    static String inBrackets(Words words, int from) {
        int open = words.find(from, "(");
        int close = open < 0 ? -1 : words.find(open, ")");
        return close < 0 ? "" : words.text(open + 1, close);
    }

    /** Conditions that all have to be true. */
    static String all(List<String> things, UnaryOperator<String> condition) {
        return things.stream().map(condition).collect(Collectors.joining(" AND "));
    }

    /** Things as a list. */
    static String join(List<String> things, UnaryOperator<String> item) {
        return things.stream().map(item).collect(Collectors.joining(", "));
    }

    /** A text as a literal, where {@code standard_conforming_strings} is on. */
    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
