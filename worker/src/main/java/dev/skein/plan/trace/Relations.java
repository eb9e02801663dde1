package dev.skein.plan.trace;

import dev.skein.target.Namespace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tables, views and indexes that are there before a bundle runs, and the files that hold their rows. */
final class Relations {
    private static final String READ = """
            SELECT c.oid, c.relkind IN ('i', 'I'), coalesce(i.indrelid, c.oid), c.relfilenode,
                quote_ident(n.nspname) || '.' || quote_ident(r.relname)
            FROM pg_class c
            LEFT JOIN pg_index i ON i.indexrelid = c.oid
            JOIN pg_class r ON r.oid = coalesce(pg_partition_root(coalesce(i.indrelid, c.oid)), i.indrelid, c.oid)
            JOIN pg_namespace n ON n.oid = r.relnamespace
            WHERE c.relkind IN ('r', 'p', 'm', 'v', 'f', 'i', 'I') AND c.oid >= 16384
                AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname NOT IN ('information_schema', 'skein')
                AND (n.nspname::text, r.relname::text) IS DISTINCT FROM (?, ?)""";

    private final Map<Long, Entry> entries = new HashMap<>();
    private final Map<Long, Long> files = new HashMap<>();

    /**
     * A table, view or index.
     *
     * @param table the table that it is, or that it is an index of
     * @param name the table's; a partition goes by the name of the table that it is a part of
     */
    record Entry(long table, String name, boolean isIndex) {}

    /** Reads all but Flyway's history, which every statement of Flyway's touches. */
    static Relations read(Connection connection, Namespace namespace) throws SQLException {
        Relations relations = new Relations();
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setString(1, namespace.schema());
            statement.setString(2, namespace.historyTable());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    relations.add(row);
                }
            }
        }
        return relations;
    }

    private void add(ResultSet row) throws SQLException {
        entries.put(row.getLong(1), new Entry(row.getLong(3), row.getString(5), row.getBoolean(2)));
        files.put(row.getLong(1), row.getLong(4));
    }

    /** Whether there is nothing that a statement could touch: a first history. */
    boolean isEmpty() {
        return entries.isEmpty();
    }

    Optional<Entry> find(long oid) {
        return Optional.ofNullable(entries.get(oid));
    }

    /** The tables, not indexes, of these that were there before. */
    Set<Long> tables(Collection<Long> oids) {
        Set<Long> tables = new HashSet<>();
        oids.forEach(oid -> find(oid).map(Entry::table).ifPresent(tables::add));
        return tables;
    }

    /** Notes the file that holds a relation now; returns whether it is another one than before. */
    boolean moved(long oid, long file) {
        Long before = files.put(oid, file);
        return before == null || before != file;
    }
}
