package dev.skein.plan.facts;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads how big tables are.
 *
 * @see <a href="https://www.postgresql.org/docs/current/functions-admin.html#FUNCTIONS-ADMIN-DBSIZE">Database object
 *     size functions</a>
 */
enum Sizes {
    /** As the files are. It waits for whoever holds a table exclusively. */
    MEASURED("pg_table_size(c.oid)", "pg_total_relation_size(c.oid)", "true"),
    /**
     * As VACUUM or ANALYZE last saw them, without TOAST data; tables of which they saw nothing are left out. It waits for
     * nobody.
     */
    ESTIMATED("c.relpages::bigint * current_setting('block_size')::bigint", """
            (c.relpages + (SELECT coalesce(sum(i.relpages), 0) FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
                WHERE x.indrelid = c.oid))::bigint * current_setting('block_size')::bigint""", "bool_and(c.relpages > 0)");

    private final String query;

    Sizes(String bytes, String totalBytes, String known) {
        query = Parts.OF_THE_ASKED + """
                SELECT p.asked, coalesce(sum(%s), 0), coalesce(sum(%s), 0),
                    coalesce(sum(c.reltuples) FILTER (WHERE c.reltuples >= 0), -1)::bigint
                FROM part p JOIN pg_class c ON c.oid = p.oid AND c.relkind IN ('r', 'm', 't', 'f', 'p')
                WHERE c.relkind <> 'p' OR NOT EXISTS (SELECT 1 FROM pg_inherits h WHERE h.inhparent = c.oid)
                GROUP BY p.asked HAVING %s""".formatted(bytes, totalBytes, known);
    }

    Map<String, TableFacts> read(Connection connection, String[] relations) throws SQLException {
        Map<String, TableFacts> tables = new HashMap<>();
        try (PreparedStatement statement = Parts.ask(connection, query, relations);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                tables.put(
                        row.getString(1),
                        new TableFacts(row.getLong(2), row.getLong(3), row.getLong(4), Content.UNKNOWN));
            }
        }
        return tables;
    }
}
