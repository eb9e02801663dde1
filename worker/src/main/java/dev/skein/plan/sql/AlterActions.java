package dev.skein.plan.sql;

import dev.skein.plan.sql.AlterAction.Kind;
import java.util.List;

/**
 * Reads the actions of an ALTER TABLE.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-altertable.html">ALTER TABLE</a>
 */
final class AlterActions {
    private final String text;
    private final Cursor cursor;
    private final Words words;

    private AlterActions(String text) {
        this.text = text;
        this.words = Words.of(text);
        this.cursor = new Cursor(words);
    }

    static List<AlterAction> of(Words statement, int from) {
        return statement.split(from).stream()
                .map(action -> new AlterActions(action).read())
                .toList();
    }

    private AlterAction read() {
        return switch (cursor.takeOneOf("ADD", "DROP", "ALTER", "RENAME", "SET", "ENABLE", "DISABLE", "VALIDATE")) {
            case "ADD" -> add();
            case "DROP" -> drop();
            case "ALTER" -> alter();
            case "RENAME" -> rename();
            case "SET" -> set();
            case "ENABLE" -> toggle(Kind.ENABLE_TRIGGER, Kind.ENABLE_ROW_SECURITY);
            case "DISABLE" -> toggle(Kind.DISABLE_TRIGGER, Kind.DISABLE_ROW_SECURITY);
            case "VALIDATE" -> named(Kind.VALIDATE_CONSTRAINT, "CONSTRAINT");
            default -> other();
        };
    }

    private AlterAction add() {
        if (cursor.take("CONSTRAINT")) {
            String name = cursor.name();
            return action(constraint(), name);
        }
        Kind unnamed = constraint();
        if (unnamed != Kind.OTHER) {
            return action(unnamed, "");
        }
        cursor.take("COLUMN");
        cursor.take("IF", "NOT", "EXISTS");
        return action(Kind.ADD_COLUMN, cursor.name());
    }

    private Kind constraint() {
        if (cursor.sees("PRIMARY", "KEY")) {
            return Kind.ADD_PRIMARY_KEY;
        }
        if (cursor.sees("UNIQUE")) {
            return Kind.ADD_UNIQUE;
        }
        if (cursor.sees("FOREIGN", "KEY")) {
            return Kind.ADD_FOREIGN_KEY;
        }
        if (cursor.sees("CHECK")) {
            return Kind.ADD_CHECK;
        }
        if (cursor.sees("EXCLUDE", "USING") || cursor.sees("EXCLUDE", "(")) {
            return Kind.ADD_EXCLUSION;
        }
        return cursor.sees("NOT", "NULL") ? Kind.ADD_NOT_NULL : Kind.OTHER;
    }

    private AlterAction drop() {
        Kind kind = cursor.take("CONSTRAINT") ? Kind.DROP_CONSTRAINT : Kind.DROP_COLUMN;
        cursor.take("COLUMN");
        cursor.take("IF", "EXISTS");
        return action(kind, cursor.name());
    }

    private AlterAction alter() {
        if (cursor.take("CONSTRAINT")) {
            return action(Kind.ALTER_CONSTRAINT, cursor.name());
        }
        cursor.take("COLUMN");
        String column = cursor.name();
        return action(column(), column);
    }

    private Kind column() {
        if (cursor.sees("TYPE") || cursor.sees("SET", "DATA", "TYPE")) {
            return Kind.ALTER_TYPE;
        }
        if (cursor.sees("ADD", "GENERATED")) {
            return Kind.ADD_GENERATED;
        }
        if (cursor.take("SET")) {
            return columnSet();
        }
        return cursor.take("DROP") ? columnDrop() : Kind.OTHER;
    }

    private Kind columnSet() {
        if (cursor.sees("NOT", "NULL")) {
            return Kind.SET_NOT_NULL;
        }
        if (cursor.sees("DEFAULT")) {
            return Kind.SET_DEFAULT;
        }
        return cursor.sees("EXPRESSION") ? Kind.SET_EXPRESSION : Kind.OTHER;
    }

    private Kind columnDrop() {
        if (cursor.sees("NOT", "NULL")) {
            return Kind.DROP_NOT_NULL;
        }
        if (cursor.sees("DEFAULT")) {
            return Kind.DROP_DEFAULT;
        }
        return cursor.sees("EXPRESSION") ? Kind.DROP_EXPRESSION : Kind.OTHER;
    }

    private AlterAction rename() {
        if (cursor.take("TO")) {
            return action(Kind.RENAME_TABLE, "");
        }
        if (cursor.take("CONSTRAINT")) {
            return action(Kind.RENAME_CONSTRAINT, cursor.name());
        }
        cursor.take("COLUMN");
        return action(Kind.RENAME_COLUMN, cursor.name());
    }

    private AlterAction set() {
        return switch (cursor.takeOneOf("SCHEMA", "TABLESPACE", "LOGGED", "UNLOGGED", "ACCESS")) {
            case "SCHEMA" -> action(Kind.SET_SCHEMA, "");
            case "TABLESPACE" -> action(Kind.SET_TABLESPACE, "");
            case "LOGGED", "UNLOGGED" -> action(Kind.SET_LOGGED, "");
            case "ACCESS" -> action(Kind.SET_ACCESS_METHOD, "");
            default -> other();
        };
    }

    private AlterAction toggle(Kind trigger, Kind rowSecurity) {
        if (cursor.sees("ROW", "LEVEL", "SECURITY")) {
            return action(rowSecurity, "");
        }
        cursor.skip("ALWAYS", "REPLICA");
        return cursor.sees("TRIGGER") ? named(trigger, "TRIGGER") : other();
    }

    private AlterAction other() {
        if (cursor.take("ATTACH", "PARTITION")) {
            return new AlterAction(Kind.ATTACH_PARTITION, cursor.name(), text);
        }
        if (cursor.take("DETACH", "PARTITION")) {
            return new AlterAction(Kind.DETACH_PARTITION, cursor.name(), text);
        }
        return action(cursor.sees("OWNER", "TO") ? Kind.OWNER : Kind.OTHER, "");
    }

    private AlterAction named(Kind kind, String before) {
        cursor.take(before);
        return action(kind, cursor.name());
    }

    private AlterAction action(Kind kind, String written) {
        return new AlterAction(kind, written.isEmpty() ? "" : Names.last(written), text);
    }
}
