package dev.skein.plan.sql;

/** Reads what a token stands for. */
final class Value {
    private static final int HEX = 16;
    private static final int OCTAL = 8;

    private final String text;
    private final int end;
    private final StringBuilder value = new StringBuilder();
    private int at;

    private Value(String text, int from, int end) {
        this.text = text;
        this.at = from;
        this.end = end;
    }

    static String of(Token token) {
        return switch (token.kind()) {
            case WORD -> fold(token.text());
            case QUOTED -> quoted(token.text(), '"');
            case STRING -> quoted(token.text(), '\'');
            case DOLLAR -> dollar(token.text());
            case NUMBER, SYMBOL -> token.text();
        };
    }

    /** PostgreSQL folds ASCII letters only, in databases of encoding UTF8. */
    static String fold(String word) {
        StringBuilder folded = new StringBuilder(word.length());
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            folded.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
        }
        return folded.toString();
    }

    private static String dollar(String text) {
        int body = text.indexOf('$', 1) + 1;
        String tag = text.substring(0, body);
        boolean closed = text.length() >= 2 * body && text.endsWith(tag);
        return text.substring(body, closed ? text.length() - body : text.length());
    }

    private static String quoted(String text, char quote) {
        int open = text.indexOf(quote);
        String prefix = fold(text.substring(0, open));
        int end = prefix.equals("u&") ? Scan.uescapeStart(text, quote) : text.length();
        Value value = new Value(text, open + 1, end);
        char escape = prefix.isEmpty() || prefix.equals("n") || prefix.equals("b") || prefix.equals("x")
                ? 0
                : prefix.equals("e") ? '\\' : Scan.uescapeCharacter(text, end);
        value.read(quote, escape, prefix.equals("e") ? Escapes.C : Escapes.UNICODE);
        return value.value.toString();
    }

    private enum Escapes {
        C,
        UNICODE
    }

    private void read(char quote, char escape, Escapes escapes) {
        while (at < end) {
            char c = text.charAt(at++);
            if (c == quote) {
                afterQuote(quote);
            } else if (escape != 0 && c == escape && at < end) {
                if (escapes == Escapes.C) {
                    cEscape();
                } else {
                    unicodeEscape(escape);
                }
            } else {
                value.append(c);
            }
        }
    }

    /** A doubled quote is one quote; after a single one the string ends, or goes on at the next quote. */
    private void afterQuote(char quote) {
        if (at < end && text.charAt(at) == quote) {
            value.append(quote);
            at++;
            return;
        }
        int next = Scan.continuation(text, at);
        at = next < 0 ? end : next + 1;
    }

    private void cEscape() {
        char c = text.charAt(at++);
        switch (c) {
            case 'b' -> value.append('\b');
            case 'f' -> value.append('\f');
            case 'n' -> value.append('\n');
            case 'r' -> value.append('\r');
            case 't' -> value.append('\t');
            case 'x' -> digits(HEX, 1, 2, c);
            case 'u' -> digits(HEX, 4, 4, c);
            case 'U' -> digits(HEX, 8, 8, c);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                at--;
                digits(OCTAL, 1, 3, c);
            }
            default -> value.append(c);
        }
    }

    private void unicodeEscape(char escape) {
        char c = text.charAt(at);
        if (c == escape) {
            at++;
            value.append(escape);
        } else if (c == '+') {
            at++;
            digits(HEX, 6, 6, '+');
        } else {
            digits(HEX, 4, 4, escape);
        }
    }

    /** Appends the character of a code; the text as it is where the digits are missing. */
    private void digits(int radix, int least, int most, char instead) {
        int from = at;
        int code = 0;
        while (at < end && at - from < most && Character.digit(text.charAt(at), radix) >= 0) {
            code = code * radix + Character.digit(text.charAt(at++), radix);
        }
        if (at - from >= least && Character.isValidCodePoint(code)) {
            value.appendCodePoint(code);
        } else {
            value.append(instead).append(text, from, at);
        }
    }
}
