package dev.skein.plan.guard;

import dev.skein.plan.sql.Token;
import dev.skein.plan.sql.Words;
import java.util.BitSet;

/**
 * SQL text with the places where a command may begin: after a semicolon, and after the words of PL/pgSQL that open a
 * block.
 *
 * @param beginnings the places of the commands' first words
 */
record Passage(Words words, Origin origin, BitSet beginnings) {
    /** Where a text comes from. */
    enum Origin {
        /** It is sent to the server as it is. */
        SCRIPT,
        /** It is the body of a function or of DO. */
        BODY,
        /** It is a body in a language that is neither SQL nor PL/pgSQL. */
        FOREIGN_BODY,
        /** It is a string that may be executed. */
        STRING
    }

    static Passage of(String text, Origin origin) {
        Words words = Words.of(text);
        BitSet beginnings = new BitSet();
        for (int i = 0; i < words.size(); i++) {
            if (i == 0 || words.tokens().get(i - 1).isOneOf(";", "BEGIN", "ATOMIC", "THEN", "ELSE", "LOOP", ">>")) {
                beginnings.set(i);
            }
        }
        return new Passage(words, origin, beginnings);
    }

    /** The places of the commands' first words, in order. */
    int[] starts() {
        return beginnings.stream().toArray();
    }

    boolean isStart(int index) {
        return beginnings.get(index);
    }

    int size() {
        return words.size();
    }

    Token token(int index) {
        return words.tokens().get(index);
    }

    boolean at(int index, String... sequence) {
        return words.at(index, sequence);
    }

    /** Whether a token is there and is one of these. */
    boolean isOneOf(int index, String... choices) {
        return index >= 0 && index < size() && token(index).isOneOf(choices);
    }

    boolean isName(int index) {
        return index >= 0 && index < size() && token(index).isName();
    }

    boolean isText(int index) {
        return index >= 0 && index < size() && token(index).isText();
    }

    /** What a token stands for; empty text where there is none. */
    String value(int index) {
        return index >= 0 && index < size() ? token(index).value() : "";
    }

    /** After those of these words that stand here, in whatever order. */
    int skip(int index, String... words) {
        int at = index;
        while (isOneOf(at, words)) {
            at++;
        }
        return at;
    }
}
