package dev.skein.plan.sql;

/**
 * A word of SQL as PostgreSQL's lexer finds it. Comments and white space lie between tokens.
 *
 * @param text as written
 * @param start its first character's place in the text, from 0
 * @see <a href="https://www.postgresql.org/docs/current/sql-syntax-lexical.html">Lexical structure</a>
 */
public record Token(Kind kind, String text, int start) {
    /** What a token is. */
    public enum Kind {
        /** A key word or a name without quotes. */
        WORD,
        /** A name in double quotes, {@code U&"…"} with its UESCAPE too. */
        QUOTED,
        /** A string in single quotes, with its prefix, its UESCAPE and the strings that continue it. */
        STRING,
        /** A dollar-quoted string. */
        DOLLAR,
        /** A number without sign. */
        NUMBER,
        /** An operator, a bracket or another sign. */
        SYMBOL
    }

    /** The place after its last character. */
    public int end() {
        return start + text.length();
    }

    /** Whether it is this key word, in any case, or this sign. */
    public boolean is(String wordOrSign) {
        return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equalsIgnoreCase(wordOrSign);
    }

    /** Whether it is one of these key words or signs. */
    public boolean isOneOf(String... wordsOrSigns) {
        for (String each : wordsOrSigns) {
            if (is(each)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it may stand for a name. */
    public boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED;
    }

    /** Whether it is a string in any quotes. */
    public boolean isText() {
        return kind == Kind.STRING || kind == Kind.DOLLAR;
    }

    /** What it stands for: a name folded or without its quotes, a string's content; otherwise the text. */
    public String value() {
        return Value.of(this);
    }
}
