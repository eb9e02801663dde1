package dev.skein.plan.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * Which objects a database holds at one moment, without their definitions: enough to see which of them are gone later.
 *
 * @param owners by entry, the relation, type and so on that it belongs to
 * @param schemas by OID
 */
record CatalogEntries(Map<Entry, Long> owners, Map<Long, String> schemas) {
    /**
     * Rows that may go without a trace in the row of what they belong to. OIDs below 16384 are the system's, but the
     * schema public and comments on it; the OIDs of constraints' own triggers are left out, as nobody drops those.
     */
    private static final String ENTRIES = """
            SELECT 'pg_class'::regclass::oid::bigint, c.oid::bigint, 0::bigint,
                CASE c.relkind WHEN 'c' THEN c.reltype ELSE coalesce(i.indrelid, c.oid) END::bigint
            FROM pg_class c LEFT JOIN pg_index i ON i.indexrelid = c.oid
            WHERE c.oid >= 16384 AND c.relnamespace <> 'pg_toast'::regnamespace
            UNION ALL
            SELECT 'pg_constraint'::regclass::oid, oid, 0, CASE conrelid WHEN 0 THEN contypid ELSE conrelid END
            FROM pg_constraint WHERE oid >= 16384
            UNION ALL
            SELECT 'pg_trigger'::regclass::oid, oid, 0, tgrelid FROM pg_trigger WHERE NOT tgisinternal
            UNION ALL
            SELECT 'pg_policy'::regclass::oid, oid, 0, polrelid FROM pg_policy
            UNION ALL
            SELECT 'pg_rewrite'::regclass::oid, oid, 0, ev_class FROM pg_rewrite WHERE oid >= 16384
            UNION ALL
            SELECT 'pg_proc'::regclass::oid, oid, 0, oid FROM pg_proc WHERE oid >= 16384
            UNION ALL
            SELECT 'pg_type'::regclass::oid, oid, 0, oid FROM pg_type WHERE oid >= 16384 AND typtype IN ('e', 'd', 'r')
            UNION ALL
            SELECT 'pg_namespace'::regclass::oid, oid, 0, oid FROM pg_namespace
            UNION ALL
            SELECT 'pg_extension'::regclass::oid, oid, 0, oid FROM pg_extension
            UNION ALL
            SELECT 'pg_statistic_ext'::regclass::oid, oid, 0, oid FROM pg_statistic_ext
            UNION ALL
            SELECT 'pg_event_trigger'::regclass::oid, oid, 0, oid FROM pg_event_trigger
            UNION ALL
            SELECT 'pg_inherits'::regclass::oid, h.inhrelid, h.inhparent, coalesce(i.indrelid, h.inhrelid)
            FROM pg_inherits h LEFT JOIN pg_index i ON i.indexrelid = h.inhrelid
            UNION ALL
            SELECT classoid, objoid, objsubid + 1, objoid FROM pg_description
            WHERE objoid >= 16384 OR classoid = 'pg_namespace'::regclass
            UNION ALL
            SELECT d.classid, d.objid, -1, d.objid
            FROM pg_extension x
                JOIN pg_depend d ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = x.oid AND d.deptype = 'e'""";

    CatalogEntries {
        owners = Collections.unmodifiableMap(owners);
        schemas = Map.copyOf(schemas);
    }

    /**
     * A row of a catalog.
     *
     * @param part 0 for the row itself, other numbers for what goes with it
     */
    record Entry(long catalog, long object, long part) {}

    static CatalogEntries read(Connection connection) throws SQLException {
        Map<Entry, Long> owners = new HashMap<>();
        Map<Long, String> schemas = new HashMap<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery(ENTRIES)) {
                while (row.next()) {
                    owners.put(new Entry(row.getLong(1), row.getLong(2), row.getLong(3)), row.getLong(4));
                }
            }
            try (ResultSet row = statement.executeQuery("SELECT oid, nspname FROM pg_namespace")) {
                while (row.next()) {
                    schemas.put(row.getLong(1), row.getString(2));
                }
            }
        }
        return new CatalogEntries(owners, schemas);
    }

    /** The entries that only one of the two moments has. */
    Map<Entry, Long> unlike(CatalogEntries other) {
        Map<Entry, Long> unlike = new HashMap<>();
        owners.forEach((entry, owner) -> {
            if (!other.owners.containsKey(entry)) {
                unlike.put(entry, owner);
            }
        });
        other.owners.forEach((entry, owner) -> {
            if (!owners.containsKey(entry)) {
                unlike.put(entry, owner);
            }
        });
        return unlike;
    }

    /** Whether a schema has another name at the other moment. */
    boolean schemaRenamed(CatalogEntries other) {
        return schemas.entrySet().stream()
                .anyMatch(schema ->
                        !schema.getValue().equals(other.schemas.getOrDefault(schema.getKey(), schema.getValue())));
    }
}
