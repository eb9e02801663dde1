package dev.skein.plan.facts;

import dev.skein.plan.facts.TargetFacts.KeyUse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads how far the sequences behind integer columns have come: those of identity and serial columns, and those that a
 * default draws from.
 *
 * @see <a href="https://www.postgresql.org/docs/current/view-pg-sequences.html">pg_sequences</a>
 */
final class Keys {
    private static final String QUERY = Parts.OF_THE_ASKED + """
            , feeds (relation, attnum, sequence) AS (
                SELECT refobjid, refobjsubid, objid FROM pg_depend
                WHERE classid = 'pg_class'::regclass AND refclassid = 'pg_class'::regclass AND deptype IN ('a', 'i')
                UNION
                SELECT f.adrelid, f.adnum, d.refobjid FROM pg_attrdef f
                JOIN pg_depend d ON d.classid = 'pg_attrdef'::regclass AND d.objid = f.oid
                    AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid = 0
            )
            SELECT p.asked, p.asked || '.' || quote_ident(a.attname), coalesce(max(s.last_value), 0),
                min(least(s.max_value, CASE a.atttypid WHEN 'int2'::regtype THEN 32767
                    WHEN 'int4'::regtype THEN 2147483647 ELSE 9223372036854775807 END))
            FROM part p
            JOIN feeds f ON f.relation = p.oid
            JOIN pg_attribute a ON a.attrelid = p.oid AND a.attnum = f.attnum AND NOT a.attisdropped
                AND a.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype)
            JOIN pg_class c ON c.oid = f.sequence AND c.relkind = 'S'
            JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_sequences s ON s.schemaname = n.nspname AND s.sequencename = c.relname AND s.increment_by > 0
            WHERE has_sequence_privilege(c.oid, 'SELECT, USAGE')
            GROUP BY 1, 2 ORDER BY 1, 2""";

    private Keys() {}

    static List<KeyUse> read(Connection connection, String[] relations) throws SQLException {
        List<KeyUse> keys = new ArrayList<>();
        try (PreparedStatement statement = Parts.ask(connection, QUERY, relations);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                keys.add(new KeyUse(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)));
            }
        }
        return keys;
    }
}
