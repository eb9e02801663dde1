package dev.skein.plan.review;

import dev.skein.plan.sql.Shape;
import dev.skein.plan.sql.Token;
import dev.skein.plan.sql.Words;
import java.util.ArrayList;
import java.util.List;

/**
 * A command that takes or changes rows, wherever it stands: in a query of WITH, after EXPLAIN ANALYZE, in a body.
 *
 * @param shape of the command alone
 */
record Deed(Shape shape) {
    private static final String[] BEFORE_COMMAND = {";", "BEGIN", "ATOMIC", "THEN", "ELSE", "LOOP", ">>"};

    /** Not ON CONFLICT DO UPDATE, nor FOR UPDATE, nor an event of a trigger. */
    private static final String[] NO_COMMAND = {"FOR", "KEY", "ON", "DO", "OR", "BEFORE", "AFTER", "OF"};

    /** Nobody writes more into one text, and each costs another reading. */
    private static final int MOST = 1000;

    /** Those in a text, in order. */
    static List<Deed> in(String text) {
        Words words = Words.of(text);
        List<Deed> deeds = new ArrayList<>();
        for (int i = 0; i < words.size() && deeds.size() < MOST; i++) {
            if (isDeed(words, i)) {
                deeds.add(new Deed(Shape.of(words.text(i, end(words, i)))));
            }
        }
        return deeds;
    }

    private static boolean isDeed(Words words, int index) {
        return words.at(index, "DELETE", "FROM")
                || words.at(index, "MERGE", "INTO")
                || isUpdate(words, index)
                || (words.at(index, "TRUNCATE")
                        && (index == 0 || words.tokens().get(index - 1).isOneOf(BEFORE_COMMAND)));
    }

    private static boolean isUpdate(Words words, int index) {
        boolean other = index > 0 && words.tokens().get(index - 1).isOneOf(NO_COMMAND);
        if (other || !words.at(index, "UPDATE") || index + 1 >= words.size()) {
            return false;
        }
        Token next = words.tokens().get(index + 1);
        return next.isName()
                && !next.is("SET")
                && words.text(index, end(words, index)).matches("(?is).*\\bset\\b.*");
    }

    /** The bracket that closes around a command has the depth of what is outside of it. */
    private static int end(Words words, int index) {
        int depth = words.depth(index);
        int end = index;
        while (end < words.size() && words.depth(end) >= depth && !(words.depth(end) == depth && words.at(end, ";"))) {
            end++;
        }
        return end;
    }

    boolean is(String command) {
        return shape.command().equals(command);
    }

    /** Whether each row of its table is meant. */
    boolean meansAllRows() {
        return is("MERGE") ? joinsAll() : Condition.isMissing(shape.words());
    }

    private boolean joinsAll() {
        Words words = shape.words();
        int on = words.find(0, "ON");
        int when = words.find(Math.max(on, 0), "WHEN");
        return on >= 0 && when > on && Condition.isAlways(words.text(on + 1, when));
    }

    /** Whether rows go: DELETE, and MERGE … THEN DELETE. */
    boolean deletes() {
        return is("DELETE") || (is("MERGE") && shape.has("THEN", "DELETE"));
    }

    /** The columns that get the same constant in all rows that are meant, as written; empty for all but UPDATE. */
    List<String> overwritten() {
        Words words = shape.words();
        int set = words.find(0, "SET");
        if (!is("UPDATE") || set < 0) {
            return List.of();
        }
        List<String> columns = new ArrayList<>();
        for (int i = set + 1; i + 2 < words.size(); i++) {
            boolean first = i == set + 1 || words.at(i - 1, ",");
            if (words.depth(i) == words.depth(set) && first && words.at(i + 1, "=") && isConstant(words, i + 2)) {
                columns.add(words.tokens().get(i).value());
            }
        }
        return columns;
    }

    private static boolean isConstant(Words words, int index) {
        int end = index;
        while (end < words.size()
                && !(words.depth(end) == 0 && words.tokens().get(end).isOneOf(",", "WHERE", "FROM", "RETURNING"))) {
            end++;
        }
        Token value = words.tokens().get(index);
        boolean constant = value.isText()
                || value.kind() == Token.Kind.NUMBER
                || value.isOneOf("NULL", "TRUE", "FALSE", "DEFAULT", "CURRENT_TIMESTAMP");
        return constant && (end == index + 1 || words.at(index + 1, "::"));
    }
}
