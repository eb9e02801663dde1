package dev.skein.plan.schema;

import java.util.List;

/** Reads sequences, views, and what tables and views have in common. */
final class RelationQueries {
    private static final CatalogQuery SEQUENCES = new CatalogQuery("""
            SELECT 'pg_class'::regclass::oid, c.oid, 0, 'SEQUENCE', '', r.name,
                format_type(q.seqtypid, NULL) AS type,
                format('START %s INCREMENT %s MINVALUE %s MAXVALUE %s CACHE %s', q.seqstart, q.seqincrement, q.seqmin,
                    q.seqmax, q.seqcache) || CASE WHEN q.seqcycle THEN ' CYCLE' ELSE '' END AS sequence_options,
                (SELECT d.refobjid::regclass || '.' || quote_ident(a.attname)
                    FROM pg_depend d
                        JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                    WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.objsubid = 0
                        AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')) AS owned_by,
                CASE c.relpersistence WHEN 'u' THEN 'unlogged' END AS persistence,
                {grants s c.relacl c.relowner} AS grants,
                note.description AS comment
            FROM relation r
                JOIN pg_class c ON c.oid = r.oid
                JOIN pg_sequence q ON q.seqrelid = c.oid
                {comment pg_class c.oid 0}
            WHERE r.relkind = 'S'""");

    private static final CatalogQuery VIEWS = new CatalogQuery("""
            SELECT 'pg_class'::regclass::oid, c.oid, 0, CASE c.relkind WHEN 'm' THEN 'MATERIALIZED_VIEW' ELSE 'VIEW' END,
                '', r.name,
                pg_get_viewdef(c.oid) AS definition,
                (SELECT string_agg(quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
                        || coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '')
                        || coalesce(' COMMENT ' || quote_literal(n.description), ''), ', ' ORDER BY a.attnum)
                    FROM pg_attribute a
                        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
                        LEFT JOIN pg_description n ON n.classoid = 'pg_class'::regclass AND n.objoid = a.attrelid
                            AND n.objsubid = a.attnum
                    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
                (SELECT quote_ident(spcname) FROM pg_tablespace WHERE oid = c.reltablespace) AS tablespace,
                (SELECT quote_ident(amname) FROM pg_am WHERE oid = c.relam AND amname <> 'heap') AS access_method,
                array_to_string(c.reloptions, ', ') AS options,
                concat_ws('; ', {grants r c.relacl c.relowner}, (
                    SELECT string_agg(quote_ident(a.attname) || ' to ' || {grants c a.attacl c.relowner}, '; '
                        ORDER BY a.attnum)
                    FROM pg_attribute a
                    WHERE a.attrelid = c.oid AND a.attacl IS NOT NULL AND NOT a.attisdropped)) AS grants,
                note.description AS comment
            FROM relation r
                JOIN pg_class c ON c.oid = r.oid
                {comment pg_class c.oid 0}
            WHERE r.relkind IN ('v', 'm')""");

    private static final CatalogQuery TRIGGERS = new CatalogQuery("""
            SELECT 'pg_trigger'::regclass::oid, t.oid, 0, 'TRIGGER', r.name, quote_ident(t.tgname),
                pg_get_triggerdef(t.oid) AS definition,
                CASE t.tgenabled WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' END AS enabled,
                note.description AS comment
            FROM relation r
                JOIN pg_trigger t ON t.tgrelid = r.oid AND NOT t.tgisinternal
                {comment pg_trigger t.oid 0}
            WHERE NOT {foreign pg_trigger t.oid}""");

    private static final CatalogQuery RULES = new CatalogQuery("""
            SELECT 'pg_rewrite'::regclass::oid, w.oid, 0, 'RULE', r.name, quote_ident(w.rulename),
                pg_get_ruledef(w.oid) AS definition,
                CASE w.ev_enabled WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' END AS enabled,
                note.description AS comment
            FROM relation r
                JOIN pg_rewrite w ON w.ev_class = r.oid AND w.rulename <> '_RETURN'
                {comment pg_rewrite w.oid 0}
            WHERE NOT {foreign pg_rewrite w.oid}""");

    private static final CatalogQuery POLICIES = new CatalogQuery("""
            SELECT 'pg_policy'::regclass::oid, p.oid, 0, 'POLICY', r.name, quote_ident(p.polname),
                CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE'
                    ELSE 'ALL' END AS command,
                (SELECT string_agg(name, ', ' ORDER BY name COLLATE "C")
                    FROM (SELECT CASE role WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(role)) END AS name
                        FROM unnest(p.polroles) role) every) AS roles,
                CASE WHEN NOT p.polpermissive THEN 'false' END AS permissive,
                pg_get_expr(p.polqual, p.polrelid) AS expression,
                pg_get_expr(p.polwithcheck, p.polrelid) AS with_check,
                note.description AS comment
            FROM relation r
                JOIN pg_policy p ON p.polrelid = r.oid
                {comment pg_policy p.oid 0}""");

    static final List<CatalogQuery> ALL = List.of(SEQUENCES, VIEWS, TRIGGERS, RULES, POLICIES);

    private RelationQueries() {}
}
