package dev.skein.plan.facts;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * The tables that were asked for, and the partitions that belong to them. {@code to_regclass} is of no use here: it fails
 * where the role may not use the schema.
 */
final class Parts {
    /** The beginning of a query; its table {@code part} holds the name asked for and the OID of each part. */
    static final String OF_THE_ASKED = """
            WITH RECURSIVE part (asked, oid) AS (
                SELECT a.name, c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                JOIN unnest(?) AS a (name) ON a.name = quote_ident(n.nspname) || '.' || quote_ident(c.relname)
                UNION
                SELECT p.asked, h.inhrelid FROM part p JOIN pg_inherits h ON h.inhparent = p.oid
                JOIN pg_class c ON c.oid = h.inhrelid AND c.relispartition
            )
            """;

    private Parts() {}

    /** Prepares a query whose one parameter is the names. */
    static PreparedStatement ask(Connection connection, String query, String[] relations) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(query);
        try {
            statement.setArray(1, connection.createArrayOf("text", relations));
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }
}
