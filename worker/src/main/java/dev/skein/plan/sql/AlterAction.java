package dev.skein.plan.sql;

import java.util.List;
import java.util.Optional;

/**
 * One action of an ALTER TABLE.
 *
 * @param name the column or constraint that it is about, unquoted and folded as PostgreSQL does; empty text where it
 *     names none (an unnamed constraint, RENAME TO). For a trigger its name, for a partition its name as written
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
        /** SET LOGGED, and SET UNLOGGED too: {@link AlterAction#has} tells them apart. */
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

    /** Whether these key words stand in it outside brackets, one after the other. */
    public boolean has(String... words) {
        return Words.of(text).has(words);
    }

    /** The type's own SQL, of ADD_COLUMN and ALTER_TYPE. */
    public Optional<String> type() {
        return ActionDetails.type(this);
    }

    /** The SQL of the expression after USING, of ALTER_TYPE. */
    public Optional<String> using() {
        return ActionDetails.using(this);
    }

    /** The SQL of the expression after DEFAULT, of ADD_COLUMN and SET_DEFAULT. */
    public Optional<String> defaultValue() {
        return ActionDetails.defaultValue(this);
    }

    /** The index that an added constraint takes over, folded. */
    public Optional<String> usingIndex() {
        return ActionDetails.nameAfter(this, "USING", "INDEX").filter(index -> !index.isEmpty());
    }

    /** The new name that a RENAME gives, folded. */
    public Optional<String> newName() {
        return text.regionMatches(true, 0, "RENAME", 0, 6) ? ActionDetails.nameAfter(this, "TO") : Optional.empty();
    }

    /** The columns of an added PRIMARY KEY, UNIQUE, FOREIGN KEY or NOT NULL, folded; empty for other actions. */
    public List<String> columns() {
        return ActionDetails.columns(this);
    }
}
