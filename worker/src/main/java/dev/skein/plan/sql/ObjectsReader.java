package dev.skein.plan.sql;

import java.util.List;

/** Reads what a statement is about, after its leading words. */
final class ObjectsReader {
    private final Words words;
    private final Cursor cursor;

    ObjectsReader(Words words, Cursor cursor) {
        this.words = words;
        this.cursor = cursor;
    }

    /** The names as written. The cursor stands after them. */
    List<String> read(String command) {
        return switch (command) {
            case "CREATE INDEX" -> afterOn();
            case "CREATE TRIGGER",
                    "ALTER TRIGGER",
                    "DROP TRIGGER",
                    "CREATE POLICY",
                    "ALTER POLICY",
                    "DROP POLICY",
                    "ALTER RULE",
                    "DROP RULE",
                    "COMMENT ON TRIGGER",
                    "COMMENT ON POLICY",
                    "COMMENT ON RULE",
                    "COMMENT ON CONSTRAINT" -> afterOn();
            case "CREATE RULE" -> afterTo();
            case "COMMENT ON COLUMN" -> relationOfColumn();
            case "GRANT", "REVOKE" -> granted();
            case "INSERT", "MERGE" -> after("INTO");
            case "DELETE" -> after("FROM");
            case "COPY" -> cursor.sees("(") ? List.of() : one();
            case "TRUNCATE", "LOCK" -> after("TABLE");
            case "VACUUM", "ANALYZE", "ANALYSE" -> maintained();
            case "CLUSTER" -> clustered();
            case "SET", "RESET" -> parameter();
            case "ALTER TABLE" -> cursor.sees("ALL", "IN", "TABLESPACE") ? List.of() : altered();
            case "DO",
                    "SELECT",
                    "VALUES",
                    "TABLE",
                    "EXPLAIN",
                    "BEGIN",
                    "START TRANSACTION",
                    "COMMIT",
                    "ROLLBACK",
                    "END",
                    "ABORT" -> List.of();
            default -> command.startsWith("DROP ") ? cursor.names() : one();
        };
    }

    private List<String> one() {
        String name = cursor.name();
        return name.isEmpty() ? List.of() : List.of(name);
    }

    private List<String> altered() {
        List<String> table = one();
        cursor.take("*");
        return table;
    }

    private List<String> after(String noise) {
        cursor.take(noise);
        return cursor.names();
    }

    private List<String> afterOn() {
        int on = words.find(cursor.at(), "ON");
        if (on < 0) {
            return List.of();
        }
        cursor.to(on + 1);
        cursor.take("ONLY");
        cursor.take("DOMAIN");
        return one();
    }

    private List<String> afterTo() {
        int to = words.find(cursor.at(), "TO");
        if (to < 0) {
            return List.of();
        }
        cursor.to(to + 1);
        return one();
    }

    private List<String> relationOfColumn() {
        String column = cursor.name();
        int dot = lastDot(column);
        return dot < 0 ? List.of() : List.of(column.substring(0, dot).strip());
    }

    private static int lastDot(String name) {
        return Lexer.tokens(name).stream()
                .filter(token -> token.is("."))
                .mapToInt(Token::start)
                .max()
                .orElse(-1);
    }

    /** GRANT … ON [kind] a, b TO c; a membership is granted without ON. */
    private List<String> granted() {
        int on = words.find(cursor.at(), "ON");
        if (on < 0) {
            return List.of();
        }
        cursor.to(on + 1);
        if (cursor.take("ALL")) {
            int schema = words.find(cursor.at(), "SCHEMA");
            cursor.to(schema < 0 ? words.size() : schema + 1);
            return cursor.names();
        }
        cursor.take("FOREIGN", "DATA", "WRAPPER");
        cursor.take("FOREIGN", "SERVER");
        cursor.take("LARGE", "OBJECT");
        takeKind();
        return cursor.names();
    }

    /** A table may be called by one of these words: then no name follows it. */
    private void takeKind() {
        int at = cursor.at();
        String kind = cursor.takeOneOf(
                "TABLE",
                "SEQUENCE",
                "DATABASE",
                "DOMAIN",
                "FUNCTION",
                "PROCEDURE",
                "ROUTINE",
                "LANGUAGE",
                "PARAMETER",
                "SCHEMA",
                "TABLESPACE",
                "TYPE");
        if (!kind.isEmpty() && (cursor.sees("TO") || cursor.sees("FROM") || cursor.sees(",") || cursor.sees("."))) {
            cursor.to(at);
        }
    }

    private List<String> maintained() {
        cursor.skipBrackets();
        cursor.skip("FULL", "FREEZE", "VERBOSE", "ANALYZE", "ANALYSE");
        return cursor.names();
    }

    private List<String> clustered() {
        cursor.skipBrackets();
        cursor.take("VERBOSE");
        List<String> first = one();
        return cursor.take("ON") ? one() : first;
    }

    private List<String> parameter() {
        cursor.takeOneOf("SESSION", "LOCAL");
        return one();
    }
}
