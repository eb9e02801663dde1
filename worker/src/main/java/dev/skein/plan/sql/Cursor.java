package dev.skein.plan.sql;

import java.util.ArrayList;
import java.util.List;

/** Reads a text's words one after the other. */
final class Cursor {
    private final Words words;
    private int at;

    Cursor(Words words) {
        this.words = words;
    }

    int at() {
        return at;
    }

    void to(int index) {
        at = index;
    }

    boolean sees(String... sequence) {
        return words.at(at, sequence);
    }

    boolean isAtEnd() {
        return at >= words.size();
    }

    /** Goes past these words where they stand here. */
    boolean take(String... sequence) {
        boolean sees = sees(sequence);
        if (sees) {
            at += sequence.length;
        }
        return sees;
    }

    /** Goes past the first of these words that stands here; empty text where none does. */
    String takeOneOf(String... choices) {
        for (String choice : choices) {
            if (take(choice)) {
                return choice;
            }
        }
        return "";
    }

    /** Goes past all of these words, in whatever order they stand. */
    void skip(String... choices) {
        String taken = takeOneOf(choices);
        while (!taken.isEmpty()) {
            taken = takeOneOf(choices);
        }
    }

    /** Goes past a bracket and what it holds, where one opens here. */
    void skipBrackets() {
        if (!sees("(")) {
            return;
        }
        int depth = words.depth(at);
        at++;
        while (!isAtEnd() && words.depth(at) > depth) {
            at++;
        }
        take(")");
    }

    /** Goes past a key word and gives it; empty text where none stands here. */
    String word() {
        boolean word = !isAtEnd() && words.tokens().get(at).kind() == Token.Kind.WORD;
        return word ? words.tokens().get(at++).text() : "";
    }

    /** Goes past one token. */
    void skipOne() {
        at++;
    }

    /** Reads a name, qualified or not, as written; empty text where none stands here. */
    String name() {
        int from = at;
        if (isAtEnd() || !words.tokens().get(at).isName()) {
            return "";
        }
        at++;
        while (sees(".") && at + 1 < words.size() && words.tokens().get(at + 1).isName()) {
            at += 2;
        }
        return words.text(from, at);
    }

    /** Reads names between commas, each with ONLY before it or a star or brackets after it. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        do {
            take("ONLY");
            String name = name();
            if (name.isEmpty()) {
                return names;
            }
            names.add(name);
            take("*");
            skipBrackets();
        } while (take(","));
        return names;
    }
}
