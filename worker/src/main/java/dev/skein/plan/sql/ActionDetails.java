package dev.skein.plan.sql;

import dev.skein.plan.sql.AlterAction.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what an action of ALTER TABLE says beside its kind and name. */
final class ActionDetails {
    /** The words that end a column's type, and its default where they stand outside brackets. */
    private static final String[] AFTER_TYPE = {
        "CONSTRAINT",
        "NOT",
        "NULL",
        "DEFAULT",
        "GENERATED",
        "UNIQUE",
        "PRIMARY",
        "REFERENCES",
        "CHECK",
        "COLLATE",
        "STORAGE",
        "COMPRESSION",
        "OPTIONS",
        "USING"
    };

    private static final String[] AFTER_DEFAULT = {
        "CONSTRAINT", "NOT", "NULL", "GENERATED", "UNIQUE", "PRIMARY", "REFERENCES", "CHECK", "COLLATE"
    };

    private ActionDetails() {}

    static Optional<String> type(AlterAction action) {
        Words words = Words.of(action.text());
        Cursor cursor = new Cursor(words);
        if (action.kind() == Kind.ADD_COLUMN) {
            cursor.take("ADD");
            cursor.take("COLUMN");
            cursor.take("IF", "NOT", "EXISTS");
            cursor.skipOne();
        } else if (action.kind() == Kind.ALTER_TYPE) {
            cursor.to(words.find(2, "TYPE") + 1);
        } else {
            return Optional.empty();
        }
        return text(words, cursor.at(), AFTER_TYPE);
    }

    static Optional<String> using(AlterAction action) {
        Words words = Words.of(action.text());
        int using = action.kind() == Kind.ALTER_TYPE ? words.find(3, "USING") : -1;
        return using < 0 ? Optional.empty() : Optional.of(words.text(using + 1, words.size()));
    }

    static Optional<String> defaultValue(AlterAction action) {
        Words words = Words.of(action.text());
        int at = words.find(2, "DEFAULT");
        return switch (action.kind()) {
            case ADD_COLUMN -> at < 0 ? Optional.empty() : text(words, at + 1, AFTER_DEFAULT);
            case SET_DEFAULT -> Optional.of(words.text(at + 1, words.size()));
            default -> Optional.empty();
        };
    }

    /** From a place to the first of these words outside brackets; the word at the place itself is always part of it. */
    private static Optional<String> text(Words words, int from, String... ends) {
        int to = Math.min(from + 1, words.size());
        while (to < words.size()
                && (words.depth(to) > 0 || !words.tokens().get(to).isOneOf(ends))) {
            to++;
        }
        return from < to ? Optional.of(words.text(from, to)) : Optional.empty();
    }

    static Optional<String> nameAfter(AlterAction action, String... sequence) {
        Words words = Words.of(action.text());
        int at = words.find(1, sequence);
        return at < 0 || at + sequence.length >= words.size()
                ? Optional.empty()
                : Optional.of(words.tokens().get(at + sequence.length).value());
    }

    static List<String> columns(AlterAction action) {
        Words words = Words.of(action.text());
        return switch (action.kind()) {
            case ADD_PRIMARY_KEY, ADD_UNIQUE, ADD_FOREIGN_KEY -> inBrackets(words, words.find(0, "("));
            case ADD_NOT_NULL ->
                Stream.of(words.find(0, "NOT", "NULL") + 2)
                        .filter(at -> at < words.size())
                        .map(at -> words.tokens().get(at).value())
                        .toList();
            default -> List.of();
        };
    }

    private static List<String> inBrackets(Words words, int open) {
        if (open < 0) {
            return List.of();
        }
        return words.tokens().subList(open + 1, words.size()).stream()
                .takeWhile(token -> !token.is(")"))
                .filter(Token::isName)
                .map(Token::value)
                .filter(name -> !name.equals("without") && !name.equals("period"))
                .toList();
    }
}
