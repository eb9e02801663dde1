package dev.skein.plan.schema;

import java.util.List;

/** Reads what stands beside relations and types: schemas, extensions, routines, statistics, event triggers. */
final class DatabaseQueries {
    private static final CatalogQuery SCHEMAS = new CatalogQuery("""
            SELECT 'pg_namespace'::regclass::oid, n.oid, 0, 'SCHEMA', '', s.name,
                {grants n n.nspacl n.nspowner} AS grants,
                note.description AS comment
            FROM space s
                JOIN pg_namespace n ON n.oid = s.oid
                {comment pg_namespace n.oid 0}
            WHERE NOT {foreign pg_namespace n.oid} AND {only n.oid}""");

    private static final CatalogQuery EXTENSIONS = new CatalogQuery("""
            SELECT 'pg_extension'::regclass::oid, x.oid, 0, 'EXTENSION', '', quote_ident(x.extname),
                x.extversion AS version,
                'schema ' || quote_ident(n.nspname) AS options,
                note.description AS comment
            FROM pg_extension x
                JOIN pg_namespace n ON n.oid = x.extnamespace
                {comment pg_extension x.oid 0}
            WHERE {only x.oid}""");

    /** Without the constructors of range types, which come and go with them. */
    private static final CatalogQuery ROUTINES = new CatalogQuery("""
            SELECT 'pg_proc'::regclass::oid, p.oid, 0,
                CASE p.prokind WHEN 'p' THEN 'PROCEDURE' WHEN 'a' THEN 'AGGREGATE' ELSE 'FUNCTION' END, '',
                s.name || '.' || quote_ident(p.proname)
                    || '(' || CASE WHEN p.prokind = 'a' AND p.pronargs = 0 THEN '*' ELSE oidvectortypes(p.proargtypes) END
                    || ')',
                CASE p.prokind WHEN 'a' THEN concat_ws(', ',
                    'SFUNC = ' || a.aggtransfn::regprocedure,
                    'STYPE = ' || format_type(a.aggtranstype, NULL),
                    CASE WHEN a.aggkind <> 'n' THEN 'DIRECT ARGUMENTS = ' || a.aggnumdirectargs END,
                    CASE a.aggkind WHEN 'h' THEN 'HYPOTHETICAL' END,
                    CASE WHEN a.aggfinalfn <> 0 THEN 'FINALFUNC = ' || a.aggfinalfn::regprocedure END,
                    CASE WHEN a.aggfinalextra THEN 'FINALFUNC_EXTRA' END,
                    CASE WHEN a.aggcombinefn <> 0 THEN 'COMBINEFUNC = ' || a.aggcombinefn::regprocedure END,
                    CASE WHEN a.aggserialfn <> 0 THEN 'SERIALFUNC = ' || a.aggserialfn::regprocedure END,
                    CASE WHEN a.aggdeserialfn <> 0 THEN 'DESERIALFUNC = ' || a.aggdeserialfn::regprocedure END,
                    'INITCOND = ' || quote_literal(a.agginitval),
                    CASE WHEN a.aggmtransfn <> 0 THEN 'MSFUNC = ' || a.aggmtransfn::regprocedure END,
                    CASE WHEN a.aggminvtransfn <> 0 THEN 'MINVFUNC = ' || a.aggminvtransfn::regprocedure END,
                    CASE WHEN a.aggmtranstype <> 0 THEN 'MSTYPE = ' || format_type(a.aggmtranstype, NULL) END,
                    CASE WHEN a.aggmfinalfn <> 0 THEN 'MFINALFUNC = ' || a.aggmfinalfn::regprocedure END,
                    'MINITCOND = ' || quote_literal(a.aggminitval),
                    CASE WHEN a.aggsortop <> 0 THEN 'SORTOP = ' || a.aggsortop::regoperator END,
                    CASE p.proparallel WHEN 's' THEN 'PARALLEL = SAFE' WHEN 'r' THEN 'PARALLEL = RESTRICTED' END)
                    ELSE rtrim(pg_get_functiondef(p.oid), E'\\n') END AS definition,
                CASE WHEN p.prokind <> 'a' THEN l.lanname END AS language,
                pg_get_function_result(p.oid) AS returns,
                CASE WHEN p.prokind IN ('f', 'w') THEN CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable'
                    ELSE 'volatile' END END AS volatility,
                {grants f p.proacl p.proowner} AS grants,
                note.description AS comment
            FROM pg_proc p
                JOIN space s ON s.oid = p.pronamespace
                JOIN pg_language l ON l.oid = p.prolang
                LEFT JOIN pg_aggregate a ON a.aggfnoid = p.oid
                {comment pg_proc p.oid 0}
            WHERE NOT {foreign pg_proc p.oid} AND {only p.oid}
                AND NOT (l.lanname = 'internal' AND EXISTS (
                    SELECT FROM pg_depend d
                    WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'i'))""");

    private static final CatalogQuery STATISTICS = new CatalogQuery("""
            SELECT 'pg_statistic_ext'::regclass::oid, e.oid, 0, 'STATISTICS', '', s.name || '.' || quote_ident(e.stxname),
                pg_get_statisticsobjdef(e.oid) AS definition,
                CASE WHEN e.stxstattarget >= 0 THEN 'statistics=' || e.stxstattarget END AS options,
                note.description AS comment
            FROM pg_statistic_ext e
                JOIN space s ON s.oid = e.stxnamespace
                {comment pg_statistic_ext e.oid 0}
            WHERE NOT {foreign pg_statistic_ext e.oid} AND {only e.oid}""");

    private static final CatalogQuery EVENT_TRIGGERS = new CatalogQuery("""
            SELECT 'pg_event_trigger'::regclass::oid, t.oid, 0, 'EVENT_TRIGGER', '', quote_ident(t.evtname),
                'ON ' || t.evtevent || coalesce(' WHEN TAG IN (' || (
                    SELECT string_agg(quote_literal(tag), ', ' ORDER BY tag COLLATE "C") FROM unnest(t.evttags) tag) || ')',
                    '') || ' EXECUTE FUNCTION ' || t.evtfoid::regprocedure AS definition,
                CASE t.evtenabled WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' END AS enabled,
                note.description AS comment
            FROM pg_event_trigger t
                {comment pg_event_trigger t.oid 0}
            WHERE NOT {foreign pg_event_trigger t.oid} AND {only t.oid}""");

    static final List<CatalogQuery> ALL = List.of(SCHEMAS, EXTENSIONS, ROUTINES, STATISTICS, EVENT_TRIGGERS);

    private DatabaseQueries() {}
}
