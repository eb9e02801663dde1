package dev.skein.plan.schema;

import java.util.Locale;

/** What a snapshot knows of an object. A field that does not apply, or is at its default, is left out. */
public enum Field {
    /** Of a column, domain, sequence: the type as {@code format_type} gives it. */
    TYPE,
    /** Of a column or domain: {@code true} where NULL is refused. */
    NOT_NULL,
    /** Of a column or domain: the default's expression. */
    DEFAULT,
    /** Of a column: the expression of GENERATED ALWAYS AS. */
    GENERATED,
    /** Of a generated column: {@code true} where it is computed when it is read (from PostgreSQL 18 on). */
    VIRTUAL,
    /** Of a column: {@code always} or {@code by default}. */
    IDENTITY,
    COLLATION,
    STORAGE,
    /** Of a constraint: {@code primary key}, {@code unique}, {@code foreign key}, {@code check}, {@code exclusion}, {@code not null}, {@code trigger}. */
    CONSTRAINT_TYPE,
    /** The SQL that PostgreSQL itself gives for a constraint, index, view, function, trigger, rule, statistics. */
    DEFINITION,
    /**
     * Of a constraint or index: its columns, quoted where needed, joined by {@code ", "}; {@code (expression)} for
     * expressions; without the INCLUDE columns. Of a view: its columns with their types.
     */
    COLUMNS,
    /** Of a foreign key: the table that it refers to. */
    REFERENCES,
    /** Of a foreign key: the columns that it refers to, joined by {@code ", "}. */
    REFERENCED_COLUMNS,
    /** Of a check or policy: its expression; of an index: its predicate. */
    EXPRESSION,
    /** Of a policy: the expression of WITH CHECK. */
    WITH_CHECK,
    /** Of a constraint: {@code false} where it is NOT VALID; of an index: {@code false} where it is INVALID. */
    VALID,
    UNIQUE,
    DEFERRABLE,
    NULLS_NOT_DISTINCT,
    /** Of an enum: its values in order, quoted as literals, joined by {@code ", "}; of a composite: its attributes. */
    VALUES,
    /** Of a table: the parents that it inherits from. */
    INHERITS,
    /** Of a partition: its parent. */
    PARTITION_OF,
    /** Of a partition: its bounds. */
    BOUNDS,
    /** Of a partitioned table: its key. */
    PARTITION_KEY,
    PERSISTENCE,
    TABLESPACE,
    ACCESS_METHOD,
    OPTIONS,
    ROW_SECURITY,
    REPLICA_IDENTITY,
    /** Of a policy: the command; of a trigger: whether it is enabled. */
    COMMAND,
    ROLES,
    ENABLED,
    PERMISSIVE,
    /** Of an extension. */
    VERSION,
    LANGUAGE,
    RETURNS,
    VOLATILITY,
    /** Of a sequence: start, increment, bounds, cache, cycle. */
    SEQUENCE_OPTIONS,
    OWNED_BY,
    /** Of whatever has privileges: those that were granted, sorted. */
    GRANTS,
    COMMENT;

    /** As people write it, such as {@code not null}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
