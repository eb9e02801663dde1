package dev.skein.plan.schema;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A query that gives one row for each object of some kinds: {@code catalog}, {@code object}, {@code part}, {@code kind},
 * {@code relation}, {@code name}, then a column for each field, named as the field.
 *
 * <p>Its text stands on {@link #PRELUDE} and may hold
 *
 * <ul>
 *   <li>{@code {only x}}: true, or that the OID x is among those asked for;
 *   <li>{@code {foreign pg_class x}}: whether x is a member of an extension;
 *   <li>{@code {comment pg_class x n}}: a join that gives {@code note.description};
 *   <li>{@code {grants r acl owner}}: the privileges that differ from the default of that kind of objects;
 *   <li>{@code {collation x}}: a collation's name;
 *   <li>{@code {columns relation keys n index}}: the names of the first n of these columns, with the index's expressions.
 * </ul>
 */
record CatalogQuery(String sql) {
    private static final int FIXED_COLUMNS = 6;
    private static final int ROWS_AT_ONCE = 5_000;

    /** Schemas, and relations other than indexes, that a snapshot holds. */
    private static final String PRELUDE = """
            WITH member AS MATERIALIZED (
                SELECT d.classid, d.objid
                FROM pg_extension x
                    JOIN pg_depend d ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = x.oid
                WHERE d.deptype = 'e'),
            space AS MATERIALIZED (
                SELECT oid, nspname, quote_ident(nspname) AS name
                FROM pg_namespace
                WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'skein')),
            relation AS MATERIALIZED (
                SELECT c.oid, c.relkind, s.name || '.' || quote_ident(c.relname) AS name
                FROM pg_class c
                    JOIN space s ON s.oid = c.relnamespace
                WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S')
                    AND (s.nspname::text, c.relname::text) IS DISTINCT FROM (?, ?)
                    AND NOT {foreign pg_class c.oid} AND {only c.oid})
            """;

    private static final Map<Pattern, String> EVERYWHERE = Map.of(
            Pattern.compile("\\{foreign (\\S+) (\\S+)}"),
            "EXISTS (SELECT FROM member WHERE classid = '$1'::regclass AND objid = $2)",
            Pattern.compile("\\{comment (\\S+) (\\S+) (\\S+)}"),
            """
            LEFT JOIN pg_description note
                ON note.classoid = '$1'::regclass AND note.objoid = $2 AND note.objsubid = $3""",
            // Most have one column, and looking up one is many times faster than an aggregate.
            Pattern.compile("\\{columns (\\S+) (\\S+) (\\S+) (\\S+)}"),
            """
            CASE WHEN $3 = 1 AND $2[array_lower($2, 1)] <> 0 THEN (
                    SELECT quote_ident(attname) FROM pg_attribute
                    WHERE attrelid = $1 AND attnum = $2[array_lower($2, 1)])
                ELSE (
                    SELECT string_agg(CASE k.number
                        WHEN 0 THEN regexp_replace(pg_get_indexdef($4, k.place::integer, false), '^([^(].*)\\$', '(\\\\1)')
                        ELSE quote_ident(a.attname) END, ', ' ORDER BY k.place)
                    FROM unnest($2::smallint[]) WITH ORDINALITY AS k (number, place)
                        LEFT JOIN pg_attribute a ON a.attrelid = $1 AND a.attnum = k.number
                    WHERE k.place <= $3) END""",
            Pattern.compile("\\{collation (\\S+)}"),
            """
            (SELECT CASE WHEN s.nspname = 'pg_catalog' THEN '' ELSE quote_ident(s.nspname) || '.' END
                || quote_ident(o.collname)
            FROM pg_collation o JOIN pg_namespace s ON s.oid = o.collnamespace WHERE o.oid = $1)""",
            Pattern.compile("\\{grants (\\S+) (\\S+) (\\S+)}"),
            """
            CASE WHEN $2 IS NOT NULL THEN (
                SELECT string_agg(
                    CASE grantee WHEN 0 THEN 'PUBLIC' WHEN $3 THEN 'OWNER' ELSE quote_ident(pg_get_userbyid(grantee)) END
                        || ': ' || coalesce(given.rights, 'nothing'),
                    '; ' ORDER BY grantee = 0, grantee <> $3, pg_get_userbyid(grantee) COLLATE "C")
                FROM (
                    SELECT grantee, string_agg(right_, ', ' ORDER BY right_ COLLATE "C") AS rights
                    FROM (
                        SELECT grantee, privilege_type
                            || CASE WHEN bool_or(is_grantable) THEN ' WITH GRANT OPTION' ELSE '' END AS right_
                        FROM aclexplode($2) GROUP BY grantee, privilege_type) item
                    GROUP BY grantee) given
                    FULL JOIN (
                    SELECT grantee, string_agg(privilege_type, ', ' ORDER BY privilege_type COLLATE "C") AS rights
                    FROM aclexplode(acldefault('$1', $3)) GROUP BY grantee) usual USING (grantee)
                WHERE given.rights IS DISTINCT FROM usual.rights) END""");

    private static final Pattern ONLY = Pattern.compile("\\{only (\\S+)}");

    CatalogQuery {
        sql = PRELUDE + sql;
        for (Map.Entry<Pattern, String> macro : EVERYWHERE.entrySet()) {
            sql = macro.getKey().matcher(sql).replaceAll(macro.getValue());
        }
    }

    /** All objects. */
    void all(Connection connection, Leave leave, Consumer<SchemaObject> objects) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(ONLY.matcher(sql).replaceAll("true"))) {
            run(statement, leave, objects);
        }
    }

    /** The objects that belong to one of these relations, types and so on; OIDs of any catalog. */
    void only(Connection connection, Leave leave, Array owners, Consumer<SchemaObject> objects) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(ONLY.matcher(sql).replaceAll("$1 = ANY (?)"))) {
            int places = (int) ONLY.matcher(sql).results().count();
            for (int i = 0; i < places; i++) {
                statement.setArray(3 + i, owners);
            }
            run(statement, leave, objects);
        }
    }

    private static void run(PreparedStatement statement, Leave leave, Consumer<SchemaObject> objects)
            throws SQLException {
        statement.setFetchSize(ROWS_AT_ONCE);
        statement.setString(1, leave.schema());
        statement.setString(2, leave.historyTable());
        try (ResultSet row = statement.executeQuery()) {
            List<Field> fields = fields(row.getMetaData());
            while (row.next()) {
                objects.accept(object(row, fields));
            }
        }
    }

    private static List<Field> fields(ResultSetMetaData columns) throws SQLException {
        List<Field> fields = new ArrayList<>();
        for (int i = FIXED_COLUMNS + 1; i <= columns.getColumnCount(); i++) {
            fields.add(Field.valueOf(columns.getColumnLabel(i).toUpperCase(Locale.ROOT)));
        }
        return fields;
    }

    private static SchemaObject object(ResultSet row, List<Field> fields) throws SQLException {
        Map<Field, String> known = new EnumMap<>(Field.class);
        for (int i = 0; i < fields.size(); i++) {
            String text = row.getString(FIXED_COLUMNS + 1 + i);
            if (text != null && !text.isEmpty()) {
                known.put(fields.get(i), text);
            }
        }
        return new SchemaObject(
                new ObjectId(ObjectKind.valueOf(row.getString(4)), row.getString(5), row.getString(6)),
                new SchemaObject.Address(row.getLong(1), row.getLong(2), row.getInt(3)),
                known);
    }
}
