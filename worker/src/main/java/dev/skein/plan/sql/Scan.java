package dev.skein.plan.sql;

/** Finds where the parts of SQL text end. Whatever is not closed ends with the text. */
final class Scan {
    private Scan() {}

    static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Every character outside ASCII is a letter to PostgreSQL. */
    static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
    }

    static boolean isNamePart(char c) {
        return isLetter(c) || isDigit(c) || c == '$';
    }

    static boolean isOperator(char c) {
        return "+-*/<>=~!@#%^&|`?".indexOf(c) >= 0;
    }

    static boolean startsComment(String text, int at) {
        return text.startsWith("--", at) || text.startsWith("/*", at);
    }

    /** The first place from here on that is neither white space nor in a comment. */
    static int gap(String text, int from) {
        int at = from;
        while (at < text.length()) {
            if (isSpace(text.charAt(at))) {
                at++;
            } else if (startsComment(text, at)) {
                at = comment(text, at);
            } else {
                return at;
            }
        }
        return at;
    }

    private static int comment(String text, int from) {
        if (text.charAt(from) == '-') {
            return line(text, from);
        }
        int depth = 0;
        int at = from;
        while (at < text.length()) {
            if (text.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
            if (depth == 0) {
                return at;
            }
        }
        return at;
    }

    private static int line(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
        return at;
    }

    /** After the closing quote; the text's end where there is none. */
    static int quote(String text, int open, char escape) {
        char quote = text.charAt(open);
        int at = open + 1;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (escape != 0 && c == escape) {
                at = Math.min(at + 1, text.length());
            } else if (c == quote) {
                if (at >= text.length() || text.charAt(at) != quote) {
                    return at;
                }
                at++;
            }
        }
        return at;
    }

    /** After the string and all that continue it. */
    static int string(String text, int open, char escape) {
        int end = quote(text, open, escape);
        for (int next = continuation(text, end); next >= 0; next = continuation(text, end)) {
            end = quote(text, next, escape);
        }
        return end;
    }

    /** Where the string goes on after white space that holds a line's end; -1 where it does not. */
    static int continuation(String text, int from) {
        int at = from;
        boolean line = false;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (isSpace(c)) {
                line |= c == '\n' || c == '\r';
                at++;
            } else if (text.startsWith("--", at)) {
                at = line(text, at);
            } else {
                return line && c == '\'' ? at : -1;
            }
        }
        return -1;
    }

    /** After a dollar-quoted string; {@code open} itself where none begins here. */
    static int dollar(String text, int open) {
        int at = open + 1;
        if (at < text.length() && isDigit(text.charAt(at))) {
            return open;
        }
        while (at < text.length() && isNamePart(text.charAt(at)) && text.charAt(at) != '$') {
            at++;
        }
        if (at >= text.length() || text.charAt(at) != '$') {
            return open;
        }
        String tag = text.substring(open, at + 1);
        int close = text.indexOf(tag, at + 1);
        return close < 0 ? text.length() : close + tag.length();
    }

    /** After a number: digits, a fraction, an exponent; or digits of another base. */
    static int number(String text, int from) {
        if (text.charAt(from) == '0' && from + 2 < text.length() && "xXoObB".indexOf(text.charAt(from + 1)) >= 0) {
            int end = hexadecimal(text, from + 2);
            if (end > from + 2) {
                return end;
            }
        }
        int at = digits(text, from);
        if (at < text.length() && text.charAt(at) == '.' && !text.startsWith("..", at)) {
            at = digits(text, at + 1);
        }
        return exponent(text, at);
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length()
                && (isDigit(text.charAt(at))
                        || (text.charAt(at) == '_'
                                && at > from
                                && at + 1 < text.length()
                                && isDigit(text.charAt(at + 1))))) {
            at++;
        }
        return at;
    }

    private static int hexadecimal(String text, int from) {
        int at = from;
        while (at < text.length() && (Character.digit(text.charAt(at), 16) >= 0 && text.charAt(at) < 0x80)) {
            at++;
        }
        return at;
    }

    private static int exponent(String text, int from) {
        if (from >= text.length() || (text.charAt(from) | 0x20) != 'e') {
            return from;
        }
        int at = from + 1;
        if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
            at++;
        }
        return at < text.length() && isDigit(text.charAt(at)) ? digits(text, at) : from;
    }

    /** After an operator, which ends where a comment begins. */
    static int operator(String text, int from) {
        int at = from + 1;
        while (at < text.length() && isOperator(text.charAt(at)) && !startsComment(text, at)) {
            at++;
        }
        return at;
    }

    /** After {@code UESCAPE 'c'}; {@code from} itself where none follows. */
    static int uescape(String text, int from) {
        int word = gap(text, from);
        if (!text.regionMatches(true, word, "UESCAPE", 0, 7)) {
            return from;
        }
        int quote = gap(text, word + 7);
        return quote + 2 < text.length() && text.charAt(quote) == '\'' && text.charAt(quote + 2) == '\''
                ? quote + 3
                : from;
    }

    /** Where in a token's text its UESCAPE begins; the text's end where it has none. */
    static int uescapeStart(String token, char quote) {
        int open = token.indexOf(quote);
        return quote == '"' ? quote(token, open, (char) 0) : string(token, open, (char) 0);
    }

    /** The escape character of a token that ends with UESCAPE from {@code end} on; a backslash otherwise. */
    static char uescapeCharacter(String token, int end) {
        return end < token.length() ? token.charAt(token.length() - 2) : '\\';
    }
}
