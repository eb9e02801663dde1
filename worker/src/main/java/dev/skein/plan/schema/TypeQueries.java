package dev.skein.plan.schema;

import java.util.List;

/** Reads types: enums, domains with their constraints, composites, ranges. */
final class TypeQueries {
    private static final CatalogQuery TYPES = new CatalogQuery("""
            SELECT 'pg_type'::regclass::oid, t.oid, 0,
                CASE t.typtype WHEN 'e' THEN 'ENUM' WHEN 'd' THEN 'DOMAIN' WHEN 'r' THEN 'RANGE' ELSE 'COMPOSITE' END,
                '', s.name || '.' || quote_ident(t.typname),
                CASE t.typtype WHEN 'd' THEN format_type(t.typbasetype, t.typtypmod) END AS type,
                CASE WHEN t.typtype = 'd' AND t.typnotnull THEN 'true' END AS not_null,
                CASE t.typtype WHEN 'd' THEN coalesce(pg_get_expr(t.typdefaultbin, 0), t.typdefault) END AS "default",
                CASE WHEN t.typtype = 'd' AND t.typcollation <> b.typcollation THEN {collation t.typcollation} END
                    AS collation,
                CASE t.typtype
                    WHEN 'e' THEN (
                        SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
                        FROM pg_enum e WHERE e.enumtypid = t.oid)
                    WHEN 'c' THEN (
                        SELECT string_agg(quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
                            || CASE WHEN a.attcollation <> y.typcollation
                                THEN ' COLLATE ' || {collation a.attcollation} ELSE '' END, ', ' ORDER BY a.attnum)
                        FROM pg_attribute a JOIN pg_type y ON y.oid = a.atttypid
                        WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped)
                    END AS "values",
                CASE t.typtype WHEN 'r' THEN concat_ws(', ',
                    'SUBTYPE = ' || format_type(g.rngsubtype, NULL),
                    CASE WHEN NOT k.opcdefault THEN 'SUBTYPE_OPCLASS = ' || quote_ident(kn.nspname) || '.'
                        || quote_ident(k.opcname) END,
                    CASE WHEN g.rngcollation <> sub.typcollation THEN 'COLLATION = ' || {collation g.rngcollation} END,
                    CASE WHEN g.rngcanonical <> 0 THEN 'CANONICAL = ' || g.rngcanonical END,
                    CASE WHEN g.rngsubdiff <> 0 THEN 'SUBTYPE_DIFF = ' || g.rngsubdiff END,
                    'MULTIRANGE_TYPE_NAME = ' || format_type(g.rngmultitypid, NULL)) END AS definition,
                {grants T t.typacl t.typowner} AS grants,
                note.description AS comment
            FROM pg_type t
                JOIN space s ON s.oid = t.typnamespace
                LEFT JOIN pg_type b ON b.oid = t.typbasetype
                LEFT JOIN pg_class c ON c.oid = t.typrelid
                LEFT JOIN pg_range g ON g.rngtypid = t.oid
                LEFT JOIN pg_type sub ON sub.oid = g.rngsubtype
                LEFT JOIN pg_opclass k ON k.oid = g.rngsubopc
                LEFT JOIN pg_namespace kn ON kn.oid = k.opcnamespace
                {comment pg_type t.oid 0}
            WHERE (t.typtype IN ('e', 'd', 'r') OR t.typtype = 'c' AND c.relkind = 'c')
                AND NOT {foreign pg_type t.oid} AND {only t.oid}""");

    /** From PostgreSQL 17 on a domain's NOT NULL is a constraint too. */
    private static final CatalogQuery DOMAIN_CONSTRAINTS = new CatalogQuery("""
            SELECT 'pg_constraint'::regclass::oid, o.oid, 0, 'CONSTRAINT', s.name || '.' || quote_ident(t.typname),
                quote_ident(o.conname),
                CASE o.contype WHEN 'c' THEN 'check' ELSE 'not null' END AS constraint_type,
                pg_get_constraintdef(o.oid) AS definition,
                pg_get_expr(o.conbin, 0) AS expression,
                CASE WHEN NOT o.convalidated THEN 'false' END AS valid,
                note.description AS comment
            FROM pg_constraint o
                JOIN pg_type t ON t.oid = o.contypid
                JOIN space s ON s.oid = t.typnamespace
                {comment pg_constraint o.oid 0}
            WHERE (o.contype = 'c' OR o.contype = 'n' AND o.conname !~ '_not_null[0-9]*$')
                AND NOT {foreign pg_type t.oid} AND {only t.oid}""");

    static final List<CatalogQuery> ALL = List.of(TYPES, DOMAIN_CONSTRAINTS);

    private TypeQueries() {}
}
