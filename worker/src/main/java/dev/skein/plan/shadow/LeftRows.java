package dev.skein.plan.shadow;

import java.sql.SQLException;
import java.util.List;

/**
 * The rows that a replay has left in a scratch database. They go, because they are not the target's: what depends on rows
 * is told by the target alone, however the scratch database came by its schema.
 */
final class LeftRows {
    /** A table that an extension brought keeps its rows, as it does in a dump. */
    private static final String FILLED = """
            SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND pg_relation_size(c.oid) > 0
                AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
                AND NOT EXISTS (SELECT FROM pg_depend d
                    WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
            ORDER BY 1
            """;

    private final Sql scratch;
    private final Remarks remarks;

    LeftRows(Sql scratch, Remarks remarks) {
        this.scratch = scratch;
        this.remarks = remarks;
    }

    void remove() throws SQLException {
        List<String> tables = scratch.texts(FILLED);
        if (tables.isEmpty()) {
            return;
        }
        try {
            scratch.run("TRUNCATE " + String.join(", ", tables) + " CASCADE");
        } catch (SQLException e) {
            // A trigger of the bundle's own may object.
            remarks.note("The rows that the replayed migrations wrote stayed in the scratch database (SQLSTATE "
                    + e.getSQLState() + "): what depends on them is not what it is on the target.");
        }
    }
}
