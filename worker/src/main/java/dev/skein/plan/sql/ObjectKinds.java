package dev.skein.plan.sql;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The words for kinds of objects that follow CREATE, ALTER, DROP and their like. */
final class ObjectKinds {
    /** Words between the verb and the kind that do not change what a statement is about. */
    static final String[] MODIFIERS = {
        "OR",
        "REPLACE",
        "GLOBAL",
        "LOCAL",
        "TEMP",
        "TEMPORARY",
        "UNLOGGED",
        "UNIQUE",
        "RECURSIVE",
        "TRUSTED",
        "PROCEDURAL"
    };

    /** The longest first. */
    private static final List<String[]> SEVERAL = List.of(
            words("FOREIGN DATA WRAPPER"),
            words("TEXT SEARCH CONFIGURATION"),
            words("TEXT SEARCH DICTIONARY"),
            words("TEXT SEARCH PARSER"),
            words("TEXT SEARCH TEMPLATE"),
            words("MATERIALIZED VIEW"),
            words("FOREIGN TABLE"),
            words("EVENT TRIGGER"),
            words("OPERATOR CLASS"),
            words("OPERATOR FAMILY"),
            words("ACCESS METHOD"),
            words("DEFAULT PRIVILEGES"),
            words("LARGE OBJECT"));

    private static final Set<String> VERBS = Set.of("CREATE", "ALTER", "DROP");

    private ObjectKinds() {}

    private static String[] words(String words) {
        return words.split(" ");
    }

    static boolean isVerb(String word) {
        return VERBS.contains(word);
    }

    /** Goes past the kind and gives it in upper case; empty text where none stands here. */
    static String take(Cursor cursor) {
        if (cursor.sees("USER", "MAPPING", "FOR") || cursor.sees("USER", "MAPPING", "IF")) {
            cursor.take("USER", "MAPPING");
            return "USER MAPPING";
        }
        if (cursor.take("CONSTRAINT", "TRIGGER")) {
            return "TRIGGER";
        }
        if (cursor.take("DEFAULT", "CONVERSION")) {
            return "CONVERSION";
        }
        for (String[] kind : SEVERAL) {
            if (cursor.take(kind)) {
                return String.join(" ", kind);
            }
        }
        return cursor.word().toUpperCase(Locale.ROOT);
    }

    /** What follows another verb and belongs to the command, after a blank; goes past it, and past noise. */
    static String secondWord(String verb, Cursor cursor) {
        return switch (verb) {
            case "COMMENT" -> cursor.take("ON") ? " ON " + take(cursor) : "";
            case "REINDEX" -> {
                cursor.skipBrackets();
                cursor.take("VERBOSE");
                yield " " + take(cursor);
            }
            case "REFRESH" -> cursor.take("MATERIALIZED", "VIEW") ? " MATERIALIZED VIEW" : "";
            case "REASSIGN" -> cursor.take("OWNED") ? " OWNED" : "";
            case "IMPORT" -> cursor.take("FOREIGN", "SCHEMA") ? " FOREIGN SCHEMA" : "";
            case "SECURITY" -> cursor.take("LABEL") ? " LABEL" : "";
            case "PREPARE", "COMMIT", "ROLLBACK" -> {
                String transaction = cursor.takeOneOf("PREPARED", "TRANSACTION");
                yield transaction.isEmpty() ? "" : " " + transaction;
            }
            case "START" -> cursor.take("TRANSACTION") ? " TRANSACTION" : "";
            case "DISCARD" -> " " + cursor.word().toUpperCase(Locale.ROOT);
            default -> "";
        };
    }
}
