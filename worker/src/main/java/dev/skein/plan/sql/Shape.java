package dev.skein.plan.sql;

import java.util.List;

/**
 * What a statement does, as far as its words tell without a grammar of SQL.
 *
 * @param command its leading words in upper case, such as {@code ALTER TABLE}, {@code CREATE INDEX}, {@code UPDATE},
 *     {@code DO}; modifiers such as UNIQUE, CONCURRENTLY, OR REPLACE, TEMPORARY, IF NOT EXISTS are left out. After WITH
 *     it is the verb that the queries are for
 * @param objects what it is about, as written (qualified or not, quoted or not): the relation where an index, a trigger,
 *     a policy, a rule or a column of it is meant; empty where it names nothing
 * @param concurrently whether CONCURRENTLY is among its words
 * @param actions of ALTER TABLE, in order; otherwise empty
 * @param words all its words
 */
public record Shape(
        String command, List<String> objects, boolean concurrently, List<AlterAction> actions, Words words) {
    /** Copies the lists. */
    public Shape {
        objects = List.copyOf(objects);
        actions = List.copyOf(actions);
    }

    /** Reads it off a statement's words. */
    public static Shape of(SqlStatement statement) {
        return of(statement.text());
    }

    /** Reads it off a statement's words. */
    public static Shape of(String sql) {
        return ShapeReader.read(Words.of(sql));
    }

    /** What it is about, as written; the first where it is about several, empty text where it names nothing. */
    public String object() {
        return objects.isEmpty() ? "" : objects.get(0);
    }

    /** The name, as written, of an index, trigger, policy or rule that it is about; empty text otherwise. */
    public String name() {
        return ShapeReader.ownName(words);
    }

    /** Its tokens, comments left out. */
    public List<Token> tokens() {
        return words.tokens();
    }

    /** Whether these key words or signs stand in it outside brackets, one after the other, in any case. */
    public boolean has(String... sequence) {
        return words.has(sequence);
    }

    /** Whether it drops what depends on its object too. */
    public boolean cascades() {
        return has("CASCADE");
    }

    /** Whether it makes, changes or drops objects, their grants or their comments. */
    public boolean isDdl() {
        return Effects.isDdl(this);
    }

    /** Whether it writes rows: INSERT, UPDATE, DELETE, MERGE, TRUNCATE, COPY … FROM, also in a query of WITH. */
    public boolean writesRows() {
        return Effects.writesRows(this);
    }

    /** Whether it writes rows, or may: DO, CALL, EXECUTE, EXPLAIN ANALYZE, and a query that calls a function. */
    public boolean mayWriteRows() {
        return Effects.mayWriteRows(this);
    }

    /**
     * Whether it reads or writes rows, so that it may do well on a full table and fail on an empty one, or the other way
     * round. Actions of ALTER TABLE and new indexes, which only check rows, do not count.
     */
    public boolean usesRows() {
        return Effects.usesRows(this);
    }

    /** Whether a statement of a script may be one that cannot run in a transaction; cheap, and says so too often. */
    public static boolean mayRefuseTransaction(String script) {
        return Effects.mayRefuseTransaction(script);
    }

    /**
     * Whether PostgreSQL refuses it inside a transaction block, such as CREATE INDEX CONCURRENTLY or VACUUM. Flyway
     * notices only some of them by itself.
     */
    public boolean refusesTransaction() {
        return Effects.refusesTransaction(this);
    }

    /** Whether it begins or commits a transaction, and does nothing else. */
    public boolean framesTransaction() {
        return Effects.framesTransaction(this);
    }

    /** Whether it, or a part of it after a semicolon, ends the transaction that it runs in. */
    public boolean endsTransaction() {
        return Effects.endsTransaction(this);
    }
}
