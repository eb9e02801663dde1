package dev.skein.plan.schema;

import dev.skein.plan.schema.CatalogEntries.Entry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The catalog rows that the open transaction wrote.
 *
 * <p>A row tells in {@code xmin} who wrote it. Savepoints, and functions with EXCEPTION blocks, write under transaction
 * numbers of their own, which are higher than the transaction's; so are those of other sessions that began later and
 * have committed. A row is our own where its number is no lower than ours and still in progress: rows of others in
 * progress are not visible.
 *
 * @see <a href="https://www.postgresql.org/docs/current/functions-info.html">pg_xact_status</a>
 */
final class OwnRows {
    private static final String TRANSACTION = "SELECT pg_current_xact_id_if_assigned()::text::bigint";

    /** {@code age} counts backwards from this transaction, so that numbers may wrap around. */
    private static final String OWN = """
            CASE WHEN age($1) > (SELECT age('{low}'::xid)) THEN false
                ELSE pg_xact_status(({full} + (SELECT age('{low}'::xid))::bigint - age($1))::text::xid8) = 'in progress'
            END""";

    /** Of each catalog that a definition is made of, the object whose definition it is, or whose name is in others. */
    private static final String ROWS = """
            SELECT 'pg_class'::regclass::oid, oid FROM pg_class WHERE {own xmin}
            UNION SELECT 'pg_class'::regclass, attrelid FROM pg_attribute WHERE {own xmin}
            UNION SELECT 'pg_class'::regclass, adrelid FROM pg_attrdef WHERE {own xmin}
            UNION SELECT 'pg_class'::regclass, indexrelid FROM pg_index WHERE {own xmin}
            UNION SELECT 'pg_class'::regclass, seqrelid FROM pg_sequence WHERE {own xmin}
            UNION SELECT 'pg_class'::regclass, inhrelid FROM pg_inherits WHERE {own xmin}
            UNION SELECT 'pg_class'::regclass, partrelid FROM pg_partitioned_table WHERE {own xmin}
            UNION SELECT 'pg_class'::regclass, ftrelid FROM pg_foreign_table WHERE {own xmin}
            UNION SELECT 'pg_constraint'::regclass, oid FROM pg_constraint WHERE {own xmin}
            UNION SELECT 'pg_trigger'::regclass, oid FROM pg_trigger WHERE {own xmin}
            UNION SELECT 'pg_policy'::regclass, oid FROM pg_policy WHERE {own xmin}
            UNION SELECT 'pg_rewrite'::regclass, oid FROM pg_rewrite WHERE {own xmin}
            UNION SELECT 'pg_proc'::regclass, oid FROM pg_proc WHERE {own xmin}
            UNION SELECT 'pg_proc'::regclass, aggfnoid FROM pg_aggregate WHERE {own xmin}
            UNION SELECT 'pg_type'::regclass, oid FROM pg_type WHERE {own xmin}
            UNION SELECT 'pg_type'::regclass, enumtypid FROM pg_enum WHERE {own xmin}
            UNION SELECT 'pg_type'::regclass, rngtypid FROM pg_range WHERE {own xmin}
            UNION SELECT 'pg_namespace'::regclass, oid FROM pg_namespace WHERE {own xmin}
            UNION SELECT 'pg_extension'::regclass, oid FROM pg_extension WHERE {own xmin}
            UNION SELECT 'pg_statistic_ext'::regclass, oid FROM pg_statistic_ext WHERE {own xmin}
            UNION SELECT 'pg_event_trigger'::regclass, oid FROM pg_event_trigger WHERE {own xmin}
            UNION SELECT 'pg_collation'::regclass, oid FROM pg_collation WHERE {own xmin}
            UNION SELECT 'pg_operator'::regclass, oid FROM pg_operator WHERE {own xmin}
            UNION SELECT 'pg_opclass'::regclass, oid FROM pg_opclass WHERE {own xmin}
            UNION SELECT 'pg_foreign_server'::regclass, oid FROM pg_foreign_server WHERE {own xmin}
            UNION SELECT 'pg_language'::regclass, oid FROM pg_language WHERE {own xmin}
            UNION SELECT classoid, objoid FROM pg_description WHERE {own xmin}""";

    /** The name of a schema or extension stands in much more than what changed; see {@link InPlaceDiff}. */
    private static final String OWNERS = """
            WITH changed AS MATERIALIZED (SELECT * FROM unnest(?::oid[], ?::oid[]) AS c (classid, objid)),
            touched AS (
                SELECT classid, objid FROM changed
                UNION
                SELECT d.classid, d.objid
                FROM changed c JOIN pg_depend d ON d.refclassid = c.classid AND d.refobjid = c.objid
                WHERE c.classid NOT IN ('pg_namespace'::regclass, 'pg_extension'::regclass))
            SELECT DISTINCT coalesce(i.indrelid, CASE c.relkind WHEN 'c' THEN c.reltype END, nullif(o.conrelid, 0),
                nullif(o.contypid, 0), t.tgrelid, p.polrelid, w.ev_class, d.adrelid, touched.objid)
            FROM touched
                LEFT JOIN pg_class c ON classid = 'pg_class'::regclass AND c.oid = objid
                LEFT JOIN pg_index i ON classid = 'pg_class'::regclass AND i.indexrelid = objid
                LEFT JOIN pg_constraint o ON classid = 'pg_constraint'::regclass AND o.oid = objid
                LEFT JOIN pg_trigger t ON classid = 'pg_trigger'::regclass AND t.oid = objid
                LEFT JOIN pg_policy p ON classid = 'pg_policy'::regclass AND p.oid = objid
                LEFT JOIN pg_rewrite w ON classid = 'pg_rewrite'::regclass AND w.oid = objid
                LEFT JOIN pg_attrdef d ON classid = 'pg_attrdef'::regclass AND d.oid = objid""";

    private static final Pattern MACRO = Pattern.compile("\\{own (\\S+)}");

    private OwnRows() {}

    /** The objects whose rows the open transaction wrote; none where it wrote nothing at all. */
    static Set<Entry> read(Connection connection) throws SQLException {
        OptionalLong transaction = transaction(connection);
        Set<Entry> entries = new HashSet<>();
        if (transaction.isPresent()) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(rows(transaction.getAsLong()))) {
                while (row.next()) {
                    entries.add(new Entry(row.getLong(1), row.getLong(2), 0));
                }
            }
        }
        return entries;
    }

    /** The relations, types and so on that objects belong to, and those whose definitions may mention them. */
    static Set<Long> owners(Connection connection, Collection<Entry> changed) throws SQLException {
        Set<Long> owners = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(OWNERS)) {
            Object[] catalogs = changed.stream().map(Entry::catalog).toArray();
            Object[] objects = changed.stream().map(Entry::object).toArray();
            statement.setArray(1, connection.createArrayOf("oid", catalogs));
            statement.setArray(2, connection.createArrayOf("oid", objects));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    owners.add(row.getLong(1));
                }
            }
        }
        return owners;
    }

    private static OptionalLong transaction(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(TRANSACTION)) {
            row.next();
            long id = row.getLong(1);
            return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(id);
        }
    }

    private static String rows(long transaction) {
        String own = OWN.replace("{full}", Long.toString(transaction))
                .replace("{low}", Long.toString(transaction & 0xffff_ffffL));
        return MACRO.matcher(ROWS).replaceAll(own);
    }
}
