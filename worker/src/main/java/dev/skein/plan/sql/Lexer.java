package dev.skein.plan.sql;

import dev.skein.plan.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts SQL text into tokens as PostgreSQL does with {@code standard_conforming_strings} on, in time that grows with the
 * text's length alone. It takes any text: what is not closed ends with the text.
 */
public final class Lexer {
    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    /** The tokens of a text, in order. */
    public static List<Token> tokens(String text) {
        Lexer lexer = new Lexer(text);
        for (lexer.at = Scan.gap(text, 0); lexer.at < text.length(); lexer.at = Scan.gap(text, lexer.at)) {
            lexer.next();
        }
        return List.copyOf(lexer.tokens);
    }

    private void next() {
        char c = text.charAt(at);
        if (c == '\'') {
            add(Kind.STRING, Scan.string(text, at, (char) 0));
        } else if (c == '"') {
            add(Kind.QUOTED, Scan.quote(text, at, (char) 0));
        } else if (Scan.isLetter(c)) {
            prefixOrWord(c);
        } else if (Scan.isDigit(c) || (c == '.' && at + 1 < text.length() && Scan.isDigit(text.charAt(at + 1)))) {
            add(Kind.NUMBER, Scan.number(text, at));
        } else if (c == '$' && Scan.dollar(text, at) > at) {
            add(Kind.DOLLAR, Scan.dollar(text, at));
        } else if (Scan.isOperator(c)) {
            add(Kind.SYMBOL, Scan.operator(text, at));
        } else {
            add(Kind.SYMBOL, at + (text.startsWith("::", at) || text.startsWith(":=", at) ? 2 : 1));
        }
    }

    private void prefixOrWord(char c) {
        char following = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        char afterThat = at + 2 < text.length() ? text.charAt(at + 2) : ' ';
        if (following == '\'' && "eE".indexOf(c) >= 0) {
            add(Kind.STRING, Scan.string(text, at + 1, '\\'));
        } else if (following == '\'' && "bBxXnN".indexOf(c) >= 0) {
            add(Kind.STRING, Scan.string(text, at + 1, (char) 0));
        } else if (following == '&' && afterThat == '\'' && "uU".indexOf(c) >= 0) {
            add(Kind.STRING, Scan.uescape(text, Scan.string(text, at + 2, (char) 0)));
        } else if (following == '&' && afterThat == '"' && "uU".indexOf(c) >= 0) {
            add(Kind.QUOTED, Scan.uescape(text, Scan.quote(text, at + 2, (char) 0)));
        } else {
            add(Kind.WORD, word());
        }
    }

    private int word() {
        int end = at + 1;
        while (end < text.length() && Scan.isNamePart(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private void add(Kind kind, int end) {
        tokens.add(new Token(kind, text.substring(at, end), at));
        at = end;
    }
}
