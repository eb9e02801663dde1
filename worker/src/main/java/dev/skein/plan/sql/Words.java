package dev.skein.plan.sql;

import dev.skein.plan.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** A text's tokens, each with the number of brackets that are open around it. */
public final class Words {
    private final String text;
    private final List<Token> tokens;
    private final int[] depths;

    private Words(String text, List<Token> tokens) {
        this.text = text;
        this.tokens = List.copyOf(tokens);
        this.depths = depths(tokens);
    }

    /** The words of a text. */
    public static Words of(String text) {
        return new Words(text, Lexer.tokens(text));
    }

    private static int[] depths(List<Token> tokens) {
        int[] depths = new int[tokens.size()];
        int depth = 0;
        for (int i = 0; i < depths.length; i++) {
            if (tokens.get(i).isOneOf(")", "]")) {
                depth = Math.max(0, depth - 1);
            }
            depths[i] = depth;
            if (tokens.get(i).isOneOf("(", "[")) {
                depth++;
            }
        }
        return depths;
    }

    /** The tokens, in order. */
    public List<Token> tokens() {
        return tokens;
    }

    /** How many there are. */
    public int size() {
        return tokens.size();
    }

    /** How many brackets are open around a token; 0 for an outermost bracket itself. */
    public int depth(int index) {
        return depths[index];
    }

    /** Whether these key words or signs stand at a place, one after the other. */
    public boolean at(int index, String... words) {
        if (index < 0 || index + words.length > tokens.size()) {
            return false;
        }
        for (int i = 0; i < words.length; i++) {
            if (!tokens.get(index + i).is(words[i])) {
                return false;
            }
        }
        return true;
    }

    /** Whether these key words or signs stand anywhere outside brackets, one after the other. */
    public boolean has(String... words) {
        return find(0, words) >= 0;
    }

    /** Where these words stand outside brackets, from a place on; -1 where they do not. */
    public int find(int from, String... words) {
        for (int i = Math.max(0, from); i < tokens.size(); i++) {
            if (depths[i] == 0 && at(i, words)) {
                return i;
            }
        }
        return -1;
    }

    /** The text from one token to before another. */
    public String text(int from, int to) {
        return from >= to
                ? ""
                : text.substring(tokens.get(from).start(), tokens.get(to - 1).end());
    }

    /** The texts between the commas that stand outside brackets, from a token on. */
    List<String> split(int from) {
        List<String> parts = new ArrayList<>();
        int begin = from;
        for (int i = from; i <= tokens.size(); i++) {
            if (i == tokens.size() || (depths[i] == 0 && tokens.get(i).is(","))) {
                if (i > begin) {
                    parts.add(text(begin, i));
                }
                begin = i + 1;
            }
        }
        return parts;
    }

    /** Whether a name is followed by an opening bracket, as a call is. */
    public boolean isCall(int index) {
        return tokens.get(index).isName() && at(index + 1, "(");
    }

    /** Whether the token is a word, a quoted name or a sign of this kind. */
    boolean is(int index, Kind kind) {
        return index < tokens.size() && tokens.get(index).kind() == kind;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Words words && words.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
