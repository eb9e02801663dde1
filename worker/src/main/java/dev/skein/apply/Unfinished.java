package dev.skein.apply;

import dev.skein.plan.facts.ReadOnly;
import dev.skein.target.TargetSession;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Something in a database that looks finished and is not: an index that no query uses, a constraint that older rows may break.
 *
 * @param object its name for people: qualified, a constraint's with its table or domain before it
 * @param mend SQL that finishes it without keeping others out
 */
public record Unfinished(Kind kind, String object, String mend) {
    /** So many are told; who has more has to look anyway. */
    public static final int MOST = 100;

    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** What it is. */
    public enum Kind {
        /** INVALID: a concurrent build was cut off, or partitions lack their part. */
        INVALID_INDEX,
        /** NOT VALID. */
        UNVALIDATED_CONSTRAINT
    }

    /**
     * Everywhere but in the system's schemas, Skein's, and what extensions own. An index that is being built is left out, as
     * far as the role may see that; so is a constraint that is not meant to be enforced, and what follows its parent's.
     */
    private static final String FIND = """
            WITH own AS (
                SELECT oid, nspname FROM pg_namespace
                WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'skein')),
            found AS (
                SELECT 'INVALID_INDEX' AS kind, format('%I.%I', o.nspname, c.relname) AS object,
                    CASE WHEN c.relkind = 'I' THEN format(
                            E'-- for each partition that lacks it: CREATE INDEX CONCURRENTLY on it, then\n'
                            'ALTER INDEX %I.%I ATTACH PARTITION the_index_of_the_partition;', o.nspname, c.relname)
                        WHEN c.relname ~ '_cc(new|old)[0-9]*$' THEN format(
                            E'-- a rebuild left it; this cannot run in a transaction\n'
                            'DROP INDEX CONCURRENTLY %I.%I;', o.nspname, c.relname)
                        ELSE format(E'-- cannot run in a transaction\n'
                            'REINDEX INDEX CONCURRENTLY %I.%I;', o.nspname, c.relname) END AS mend,
                    'pg_class'::regclass AS catalog, c.oid
                FROM pg_index i
                    JOIN pg_class c ON c.oid = i.indexrelid
                    JOIN own o ON o.oid = c.relnamespace
                WHERE NOT i.indisvalid
                    AND NOT EXISTS (SELECT FROM pg_stat_progress_create_index p WHERE p.index_relid = i.indexrelid)
                UNION ALL
                SELECT 'UNVALIDATED_CONSTRAINT', format('%I.%I.%I', o.nspname, coalesce(c.relname, t.typname), k.conname),
                    format('ALTER %s %I.%I VALIDATE CONSTRAINT %I;', CASE WHEN c.oid IS NULL THEN 'DOMAIN' ELSE 'TABLE' END,
                        o.nspname, coalesce(c.relname, t.typname), k.conname),
                    'pg_constraint'::regclass, k.oid
                FROM pg_constraint k
                    JOIN own o ON o.oid = k.connamespace
                    LEFT JOIN pg_class c ON c.oid = k.conrelid
                    LEFT JOIN pg_type t ON t.oid = k.contypid
                WHERE NOT k.convalidated AND k.conparentid = 0 AND k.coninhcount = 0
                    AND coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true))
            SELECT kind, object, mend FROM found f
            WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = f.catalog AND d.objid = f.oid AND d.deptype = 'e')
            ORDER BY kind, object
            LIMIT ?""";

    /**
     * Finds them, at most {@link #MOST}.
     *
     * @param session in auto-commit mode
     */
    public static List<Unfinished> find(TargetSession session) throws SQLException {
        return new ReadOnly(session.connection()).within(LIMIT, Unfinished::read);
    }

    private static List<Unfinished> read(Connection connection) throws SQLException {
        List<Unfinished> found = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(FIND)) {
            query.setInt(1, MOST);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(new Unfinished(Kind.valueOf(row.getString(1)), row.getString(2), row.getString(3)));
                }
            }
        }
        return found;
    }
}
