package dev.skein.plan.sql;

import java.util.List;

/**
 * What a statement does, as far as its words tell without a grammar of SQL.
 *
 * @param command its leading words in upper case, such as {@code ALTER TABLE}, {@code CREATE INDEX}, {@code UPDATE},
 *     {@code DO}; modifiers such as UNIQUE, CONCURRENTLY, OR REPLACE, TEMPORARY, IF NOT EXISTS are left out
 * @param object what it is about, as written (qualified or not, quoted or not); empty text where it names nothing
 * @param concurrently whether CONCURRENTLY is among its words
 * @param actions of ALTER TABLE, in order; otherwise empty
 */
public record Shape(String command, String object, boolean concurrently, List<AlterAction> actions) {
    /** Copies the actions. */
    public Shape {
        actions = List.copyOf(actions);
    }

    /** Reads it off a statement's words. */
    public static Shape of(SqlStatement statement) {
        return new Shape(statement.text().strip().split("\\s", 2)[0], "", false, List.of());
    }
}
