package dev.skein.target;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a session's role lacks to apply migrations, asked before anything is tried. A superuser lacks nothing. What the
 * migrations' own statements need is not looked at.
 *
 * @param lacks what it lacks
 * @see <a href="https://www.postgresql.org/docs/current/ddl-priv.html">Privileges</a>
 */
public record Privileges(List<Lack> lacks) {
    /** Names are looked up in the catalog: to_regclass fails on a schema that may not be used. */
    private static final String ASK = """
            WITH own (schema, run, lease, journal, named) AS (
                SELECT n.oid, max(c.oid) FILTER (WHERE c.relname = 'run'), max(c.oid) FILTER (WHERE c.relname = 'lease'),
                    max(c.oid) FILTER (WHERE c.relname = 'journal'), 'skein'
                FROM (VALUES ('skein'::name)) AS v (name)
                    LEFT JOIN pg_namespace n ON n.nspname = v.name
                    LEFT JOIN pg_class c ON c.relnamespace = n.oid
                GROUP BY n.oid),
            target (schema, history, named, history_named) AS (
                SELECT n.oid, c.oid, quote_ident(v.schema), quote_ident(v.schema) || '.' || quote_ident(v.history)
                FROM (VALUES (?::name, ?::name)) AS v (schema, history)
                    LEFT JOIN pg_namespace n ON n.nspname = v.schema
                    LEFT JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = v.history),
            wanted (use, kind, oid, named, privileges) AS (
                SELECT 'READ', 'SCHEMA', schema, named, ARRAY['USAGE'] FROM target
                UNION ALL SELECT 'READ', 'TABLE', history, history_named, ARRAY['SELECT'] FROM target
                UNION ALL SELECT 'WRITE', 'TABLE', history, history_named, ARRAY['INSERT', 'DELETE'] FROM target
                UNION ALL SELECT 'WRITE', 'SCHEMA', schema, named, ARRAY['CREATE'] FROM target WHERE history IS NULL
                UNION ALL SELECT 'WRITE', 'DATABASE', d.oid, quote_ident(d.datname), ARRAY['CREATE'] FROM target, pg_database d
                    WHERE schema IS NULL AND d.datname = current_database()
                UNION ALL SELECT CASE WHEN run IS NULL THEN 'OWN_READ' ELSE 'READ' END, 'SCHEMA', schema, named, ARRAY['USAGE']
                    FROM own
                UNION ALL SELECT 'READ', 'TABLE', run, 'skein.run', ARRAY['SELECT'] FROM own
                UNION ALL SELECT 'WRITE', 'TABLE', run, 'skein.run', ARRAY['INSERT', 'UPDATE'] FROM own
                UNION ALL SELECT 'WRITE', 'TABLE', lease, 'skein.lease', ARRAY['SELECT', 'INSERT', 'UPDATE'] FROM own
                UNION ALL SELECT 'WRITE', 'TABLE', journal, 'skein.journal', ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']
                    FROM own
                UNION ALL SELECT 'OWN_WRITE', 'SCHEMA', schema, named, ARRAY['CREATE'] FROM own
                    WHERE run IS NULL OR lease IS NULL OR journal IS NULL
                UNION ALL SELECT 'OWN_WRITE', 'DATABASE', d.oid, quote_ident(d.datname), ARRAY['CREATE'] FROM own, pg_database d
                    WHERE schema IS NULL AND d.datname = current_database())
            SELECT use, format('GRANT %s ON %s %s TO %I', array_to_string(lacking, ', '), kind, named, current_user)
            FROM wanted, LATERAL (SELECT ARRAY(
                SELECT p FROM unnest(privileges) AS p
                WHERE NOT CASE kind
                    WHEN 'SCHEMA' THEN has_schema_privilege(oid, p)
                    WHEN 'TABLE' THEN has_table_privilege(oid, p)
                    ELSE has_database_privilege(oid, p) END)) AS asked (lacking)
            WHERE oid IS NOT NULL AND lacking <> '{}'""";

    /** Copies the list. */
    public Privileges {
        lacks = List.copyOf(lacks);
    }

    /** What privileges are needed for. */
    public enum Use {
        /** To see how the target stands. */
        READ,
        /** To apply what is pending. */
        WRITE,
        /** To look into Skein's own schema, which another role has made, without its tables. */
        OWN_READ,
        /** To make Skein's own schema or tables. */
        OWN_WRITE
    }

    /**
     * Privileges on one object.
     *
     * @param grant the statement that grants them to the role
     */
    public record Lack(Use use, String grant) {}

    static Privileges read(TargetSession session) throws SQLException {
        List<Lack> lacks = new ArrayList<>();
        try (PreparedStatement query = session.connection().prepareStatement(ASK)) {
            query.setString(1, session.namespace().schema());
            query.setString(2, session.namespace().historyTable());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    lacks.add(new Lack(Use.valueOf(row.getString(1)), row.getString(2)));
                }
            }
        }
        return new Privileges(lacks);
    }

    /** The statements that grant what is lacking for some uses. */
    public List<String> grants(List<Use> uses) {
        return lacks.stream()
                .filter(lack -> uses.contains(lack.use()))
                .map(Lack::grant)
                .toList();
    }
}
