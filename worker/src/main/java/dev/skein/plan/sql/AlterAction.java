package dev.skein.plan.sql;

/**
 * One action of an ALTER TABLE.
 *
 * @param name the column or constraint that it is about, unquoted and folded as PostgreSQL does; empty text where it
 *     names none (an unnamed constraint, RENAME TO)
 * @param text the action's own SQL, such as {@code ADD COLUMN note text NOT NULL}
 */
public record AlterAction(Kind kind, String name, String text) {
    /** What an action does. */
    public enum Kind {
        ADD_COLUMN,
        DROP_COLUMN,
        ALTER_TYPE,
        SET_NOT_NULL,
        DROP_NOT_NULL,
        SET_DEFAULT,
        DROP_DEFAULT,
        ADD_GENERATED,
        SET_EXPRESSION,
        DROP_EXPRESSION,
        ADD_PRIMARY_KEY,
        ADD_UNIQUE,
        ADD_FOREIGN_KEY,
        ADD_CHECK,
        ADD_EXCLUSION,
        ADD_NOT_NULL,
        VALIDATE_CONSTRAINT,
        ALTER_CONSTRAINT,
        DROP_CONSTRAINT,
        RENAME_TABLE,
        RENAME_COLUMN,
        RENAME_CONSTRAINT,
        SET_SCHEMA,
        SET_TABLESPACE,
        SET_LOGGED,
        SET_ACCESS_METHOD,
        ATTACH_PARTITION,
        DETACH_PARTITION,
        ENABLE_ROW_SECURITY,
        DISABLE_ROW_SECURITY,
        ENABLE_TRIGGER,
        DISABLE_TRIGGER,
        OWNER,
        OTHER
    }
}
