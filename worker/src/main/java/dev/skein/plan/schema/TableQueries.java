package dev.skein.plan.schema;

import java.util.List;

/**
 * Reads tables, and what belongs to them. A regclass turns into a qualified and quoted name, as the search path holds
 * nothing but the system's schema.
 */
final class TableQueries {
    private static final CatalogQuery TABLES = new CatalogQuery("""
            SELECT 'pg_class'::regclass::oid, c.oid, 0, CASE c.relkind WHEN 'f' THEN 'FOREIGN_TABLE' ELSE 'TABLE' END,
                '', r.name,
                CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END AS type,
                CASE WHEN NOT c.relispartition THEN parent.names END AS inherits,
                CASE WHEN c.relispartition THEN parent.names END AS partition_of,
                pg_get_expr(c.relpartbound, c.oid) AS bounds,
                CASE c.relkind WHEN 'p' THEN pg_get_partkeydef(c.oid) END AS partition_key,
                CASE c.relpersistence WHEN 'u' THEN 'unlogged' END AS persistence,
                (SELECT quote_ident(spcname) FROM pg_tablespace WHERE oid = c.reltablespace) AS tablespace,
                (SELECT quote_ident(amname) FROM pg_am WHERE oid = c.relam AND amname <> 'heap') AS access_method,
                CASE WHEN c.reloptions IS NOT NULL OR t.reloptions IS NOT NULL OR c.relkind = 'f' THEN (
                    SELECT string_agg(option, ', ' ORDER BY place, option COLLATE "C")
                    FROM (
                        SELECT 1 AS place, option FROM unnest(c.reloptions) option
                        UNION ALL SELECT 2, 'toast.' || option FROM unnest(t.reloptions) option
                        UNION ALL SELECT 0, 'server ' || quote_ident(s.srvname)
                            FROM pg_foreign_table f JOIN pg_foreign_server s ON s.oid = f.ftserver
                            WHERE c.relkind = 'f' AND f.ftrelid = c.oid
                        UNION ALL SELECT 1, quote_ident(o.option_name) || ' ' || quote_literal(o.option_value)
                            FROM pg_foreign_table f, pg_options_to_table(f.ftoptions) o
                            WHERE c.relkind = 'f' AND f.ftrelid = c.oid) every) END AS options,
                CASE WHEN c.relrowsecurity AND c.relforcerowsecurity THEN 'enabled, forced'
                    WHEN c.relrowsecurity THEN 'enabled' WHEN c.relforcerowsecurity THEN 'forced' END AS row_security,
                CASE WHEN c.relkind <> 'f' THEN CASE c.relreplident WHEN 'f' THEN 'full' WHEN 'n' THEN 'nothing' WHEN 'i'
                    THEN 'index ' || (
                    SELECT quote_ident(x.relname) FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
                    WHERE i.indrelid = c.oid AND i.indisreplident) END END AS replica_identity,
                {grants r c.relacl c.relowner} AS grants,
                note.description AS comment
            FROM relation r
                JOIN pg_class c ON c.oid = r.oid
                LEFT JOIN pg_class t ON t.oid = c.reltoastrelid
                LEFT JOIN LATERAL (
                    SELECT string_agg(h.inhparent::regclass::text, ', ' ORDER BY h.inhseqno) AS names
                    FROM pg_inherits h
                    WHERE h.inhrelid = c.oid) parent ON true
                {comment pg_class c.oid 0}
            WHERE r.relkind IN ('r', 'p', 'f')""");

    /** Views are without: their columns are a field of theirs, since none can be added or dropped by itself. */
    private static final CatalogQuery COLUMNS = new CatalogQuery("""
            SELECT 'pg_class'::regclass::oid, r.oid, a.attnum, 'COLUMN', r.name, quote_ident(a.attname),
                format_type(a.atttypid, a.atttypmod) AS type,
                CASE WHEN a.attnotnull THEN 'true' END AS not_null,
                CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END AS "default",
                CASE WHEN a.attgenerated <> '' THEN pg_get_expr(d.adbin, d.adrelid) END AS generated,
                CASE a.attgenerated WHEN 'v' THEN 'true' END AS virtual,
                CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END AS identity,
                CASE WHEN a.attcollation <> t.typcollation THEN {collation a.attcollation} END AS collation,
                concat_ws(', ',
                    CASE WHEN a.attstorage <> t.typstorage THEN
                        CASE a.attstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main'
                        ELSE 'extended' END END,
                    CASE a.attcompression WHEN 'p' THEN 'compression pglz' WHEN 'l' THEN 'compression lz4' END)
                    AS storage,
                concat_ws(', ', array_to_string(a.attoptions, ', '),
                    CASE WHEN a.attstattarget >= 0 THEN 'statistics=' || a.attstattarget END,
                    CASE WHEN a.attfdwoptions IS NOT NULL THEN (
                        SELECT string_agg(quote_ident(option_name) || ' ' || quote_literal(option_value), ', '
                            ORDER BY option_name COLLATE "C")
                        FROM pg_options_to_table(a.attfdwoptions)) END) AS options,
                {grants c a.attacl c.relowner} AS grants,
                note.description AS comment
            FROM relation r
                JOIN pg_class c ON c.oid = r.oid
                JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
                JOIN pg_type t ON t.oid = a.atttypid
                LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
                {comment pg_class a.attrelid a.attnum}
            WHERE r.relkind IN ('r', 'p', 'f')""");

    /**
     * From PostgreSQL 18 on each NOT NULL is a constraint too; it is listed only where it says more than the column's
     * field. Constraint triggers are triggers.
     */
    private static final CatalogQuery CONSTRAINTS = new CatalogQuery("""
            SELECT 'pg_constraint'::regclass::oid, o.oid, 0, 'CONSTRAINT', r.name, quote_ident(o.conname),
                CASE o.contype WHEN 'p' THEN 'primary key' WHEN 'u' THEN 'unique' WHEN 'f' THEN 'foreign key'
                    WHEN 'c' THEN 'check' WHEN 'x' THEN 'exclusion' ELSE 'not null' END AS constraint_type,
                pg_get_constraintdef(o.oid) AS definition,
                {columns o.conrelid o.conkey cardinality(o.conkey) o.conindid} AS columns,
                CASE o.contype WHEN 'f' THEN o.confrelid::regclass::text END AS "references",
                CASE o.contype WHEN 'f' THEN {columns o.confrelid o.confkey cardinality(o.confkey) o.conindid}
                    END AS referenced_columns,
                pg_get_expr(o.conbin, o.conrelid) AS expression,
                CASE WHEN NOT o.convalidated THEN 'false' END AS valid,
                CASE WHEN o.condeferred THEN 'deferrable initially deferred' WHEN o.condeferrable THEN 'deferrable'
                    END AS deferrable,
                CASE WHEN i.indnullsnotdistinct THEN 'true' END AS nulls_not_distinct,
                note.description AS comment
            FROM relation r
                JOIN pg_constraint o ON o.conrelid = r.oid
                LEFT JOIN pg_index i ON i.indexrelid = o.conindid AND o.contype = 'u'
                {comment pg_constraint o.oid 0}
            WHERE (o.contype IN ('p', 'u', 'f', 'c', 'x')
                    OR o.contype = 'n' AND (NOT o.convalidated OR o.connoinherit OR o.conname !~ '_not_null[0-9]*$'))
                -- A key to a partitioned table has one more of itself for each partition.
                AND NOT EXISTS (
                    SELECT FROM pg_constraint whole
                    WHERE whole.oid = o.conparentid AND whole.conrelid = o.conrelid)""");

    /** A constraint's index is part of the constraint, unless it is INVALID. */
    private static final CatalogQuery INDEXES = new CatalogQuery("""
            SELECT 'pg_class'::regclass::oid, c.oid, 0, 'INDEX', r.name, quote_ident(c.relname),
                pg_get_indexdef(c.oid) AS definition,
                {columns i.indrelid i.indkey i.indnkeyatts c.oid} AS columns,
                pg_get_expr(i.indpred, i.indrelid) AS expression,
                CASE WHEN i.indisunique THEN 'true' END AS "unique",
                CASE WHEN NOT i.indisvalid THEN 'false' END AS valid,
                CASE WHEN i.indnullsnotdistinct THEN 'true' END AS nulls_not_distinct,
                CASE WHEN c.relispartition THEN (
                    SELECT inhparent::regclass::text FROM pg_inherits WHERE inhrelid = c.oid) END AS partition_of,
                (SELECT quote_ident(spcname) FROM pg_tablespace WHERE oid = c.reltablespace) AS tablespace,
                (SELECT quote_ident(amname) FROM pg_am WHERE oid = c.relam AND amname <> 'btree') AS access_method,
                array_to_string(c.reloptions, ', ') AS options,
                note.description AS comment
            FROM relation r
                JOIN pg_index i ON i.indrelid = r.oid
                JOIN pg_class c ON c.oid = i.indexrelid
                {comment pg_class c.oid 0}
            WHERE NOT i.indisvalid OR NOT EXISTS (
                SELECT FROM pg_constraint o
                WHERE o.conrelid = i.indrelid AND o.conindid = i.indexrelid AND o.contype IN ('p', 'u', 'x'))""");

    static final List<CatalogQuery> ALL = List.of(TABLES, COLUMNS, CONSTRAINTS, INDEXES);

    private TableQueries() {}
}
