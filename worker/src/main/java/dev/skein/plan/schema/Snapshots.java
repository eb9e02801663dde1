package dev.skein.plan.schema;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads snapshots of a database.
 *
 * <p>The same definitions read the same, whatever the session's search path, time zone, date style or role. It works in
 * an open transaction (seeing what that one has done) and outside of one (then at one moment), and leaves the session,
 * its transaction and its locks as they were. While it reads it needs ACCESS SHARE on the tables that views and SQL
 * functions refer to, for PostgreSQL gives their definitions under no less; the session's {@code lock_timeout} applies.
 *
 * @see <a href="https://www.postgresql.org/docs/current/catalogs.html">System catalogs</a>
 */
public final class Snapshots {
    private static final String OIDS = """
            SELECT to_regclass(name)::oid
            FROM unnest(?::text[]) name
            WHERE to_regclass(name) IS NOT NULL""";

    private static final List<CatalogQuery> QUERIES = Stream.of(
                    DatabaseQueries.ALL, TypeQueries.ALL, RelationQueries.ALL, TableQueries.ALL)
            .flatMap(List::stream)
            .toList();

    private Snapshots() {}

    /**
     * Reads the whole database, PostgreSQL 15 to 18.
     *
     * @param connection in auto-commit mode or not; a transaction is to be begun by JDBC and not by SQL
     * @throws SQLException where PostgreSQL refuses, such as in a failed transaction
     */
    public static Snapshot read(Connection connection, Leave leave) throws SQLException {
        return CatalogReading.of(connection, () -> {
            Map<ObjectId, SchemaObject> objects = new HashMap<>();
            for (CatalogQuery query : QUERIES) {
                query.all(connection, leave, object -> objects.put(object.id(), object));
            }
            return new Snapshot(objects);
        });
    }

    /**
     * Reads only some tables and views, with what belongs to them; those that are not there are left out.
     *
     * @param relations names as snapshots have them: with their schema, quoted where needed
     * @throws SQLException as {@link #read} does
     */
    public static Snapshot of(Connection connection, Leave leave, Collection<String> relations) throws SQLException {
        List<Long> oids = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(OIDS)) {
            statement.setArray(1, connection.createArrayOf("text", relations.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    oids.add(row.getLong(1));
                }
            }
        }
        return only(connection, leave, oids);
    }

    /** Reads only what belongs to these relations, types, routines and so on; OIDs of any catalog. */
    static Snapshot only(Connection connection, Leave leave, Collection<Long> owners) throws SQLException {
        return CatalogReading.of(connection, () -> {
            Map<ObjectId, SchemaObject> objects = new HashMap<>();
            Array oids = connection.createArrayOf("oid", owners.toArray());
            for (CatalogQuery query : QUERIES) {
                query.only(connection, leave, oids, object -> objects.put(object.id(), object));
            }
            return new Snapshot(objects);
        });
    }
}
