package dev.skein.plan.sql;

import java.util.List;
import java.util.Locale;

/** Reads a statement's shape. */
final class ShapeReader {
    private final Words words;
    private final Cursor cursor;

    private ShapeReader(Words words) {
        this.words = words;
        this.cursor = new Cursor(words);
    }

    static Shape read(Words words) {
        ShapeReader reader = new ShapeReader(words);
        String command = reader.command();
        List<String> objects = new ObjectsReader(words, reader.cursor).read(command);
        return new Shape(
                command,
                objects,
                words.has("CONCURRENTLY") || reader.hasConcurrentOption(command),
                command.equals("ALTER TABLE") && !objects.isEmpty()
                        ? AlterActions.of(words, reader.cursor.at())
                        : List.of(),
                words);
    }

    /** The name of an index, trigger, policy or rule. */
    static String ownName(Words words) {
        ShapeReader reader = new ShapeReader(words);
        String command = reader.command();
        return switch (command) {
            case "CREATE INDEX" -> reader.cursor.sees("ON") ? "" : reader.cursor.name();
            case "DROP INDEX",
                    "ALTER INDEX",
                    "REINDEX INDEX",
                    "CREATE TRIGGER",
                    "ALTER TRIGGER",
                    "DROP TRIGGER",
                    "CREATE POLICY",
                    "ALTER POLICY",
                    "DROP POLICY",
                    "CREATE RULE",
                    "ALTER RULE",
                    "DROP RULE" -> reader.cursor.name();
            default -> "";
        };
    }

    /** REINDEX takes it in brackets too. */
    private boolean hasConcurrentOption(String command) {
        return command.startsWith("REINDEX")
                && words.tokens().stream().limit(12).anyMatch(token -> token.is("CONCURRENTLY"));
    }

    /** Reads the leading words and stops before the object's name. */
    private String command() {
        skipOpenBrackets();
        if (cursor.sees("WITH")) {
            toMainVerb();
        }
        if (cursor.isAtEnd() || !words.tokens().get(cursor.at()).kind().equals(Token.Kind.WORD)) {
            return "";
        }
        String verb = words.tokens().get(cursor.at()).text().toUpperCase(Locale.ROOT);
        cursor.skipOne();
        String command = ObjectKinds.isVerb(verb) ? verb + kind() : verb + ObjectKinds.secondWord(verb, cursor);
        cursor.take("CONCURRENTLY");
        cursor.take("IF", "NOT", "EXISTS");
        cursor.take("IF", "EXISTS");
        cursor.take("ONLY");
        return command;
    }

    private void skipOpenBrackets() {
        while (cursor.sees("(")) {
            cursor.skipOne();
        }
    }

    private void toMainVerb() {
        int depth = words.depth(cursor.at());
        for (int i = cursor.at() + 1; i < words.size(); i++) {
            if (words.depth(i) == depth
                    && words.tokens().get(i).isOneOf("SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "VALUES", "TABLE")
                    && words.at(i - 1, ")")) {
                cursor.to(i);
                return;
            }
        }
    }

    /** The kind of object, such as {@code TABLE}, after a blank. */
    private String kind() {
        cursor.skip(ObjectKinds.MODIFIERS);
        String kind = ObjectKinds.take(cursor);
        return kind.isEmpty() ? "" : " " + kind;
    }
}
