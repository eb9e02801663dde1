package dev.skein.apply;

import dev.skein.plan.sql.AlterAction;
import dev.skein.plan.sql.Shape;
import dev.skein.target.Journal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Finds out what became of a statement that cannot be in a transaction and was cut off, and clears away what it left half done.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY">Building indexes
 *     concurrently</a>
 */
final class Recovery {
    /** What is to be done with the statement. */
    enum Finding {
        /** It was done. */
        DONE,
        /** Nothing of it is there: it is to be executed again. */
        AGAIN,
        /** Only a person can tell. */
        UNKNOWN
    }

    /** Indexes of a table that were not there before; those that somebody builds at the moment are not ours. */
    private static final String NEW_INDEXES = """
            SELECT i.indexrelid::regclass::text, i.indisvalid, c.relname
            FROM pg_index i
                JOIN pg_class c ON c.oid = i.indexrelid
            WHERE i.indrelid = ? AND NOT i.indexrelid = ANY (?)
                AND NOT EXISTS (SELECT FROM pg_stat_progress_create_index p WHERE p.index_relid = i.indexrelid)
            ORDER BY 1""";

    private static final String PENDING_DETACH = """
            SELECT inhparent::regclass::text, inhrelid::regclass::text FROM pg_inherits
            WHERE inhparent = ? AND inhdetachpending""";

    private final Connection connection;

    Recovery(Connection connection) {
        this.connection = connection;
    }

    /** What can tell afterwards whether a statement was done. */
    Journal.Entry intent(Shape shape, String sha256) throws SQLException {
        boolean onIndex =
                shape.command().equals("REINDEX INDEX") || shape.command().equals("DROP INDEX");
        try (PreparedStatement query = connection.prepareStatement("""
                SELECT coalesce(i.indrelid, r.oid, 0)::bigint, ARRAY(
                    SELECT indexrelid::bigint FROM pg_index WHERE indrelid = coalesce(i.indrelid, r.oid))
                FROM (SELECT to_regclass(nullif(?, ''))::oid AS oid) r LEFT JOIN pg_index i ON i.indexrelid = r.oid AND ?""")) {
            query.setString(1, shape.object());
            query.setBoolean(2, onIndex);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return new Journal.Entry(sha256, false, row.getLong(1), List.of((Long[])
                        row.getArray(2).getArray()));
            }
        }
    }

    /** Looks what became of it. */
    Finding look(Shape shape, Journal.Entry intent) throws SQLException {
        return switch (shape.command()) {
            case "CREATE INDEX" -> index(shape.name(), intent);
            case "REINDEX INDEX", "REINDEX TABLE" -> reindex(intent);
            case "ALTER TABLE" -> detach(shape, intent);
            // Gone is gone, and what is still there is dropped again; VACUUM and its like may be repeated.
            default -> Finding.AGAIN;
        };
    }

    private Finding index(String name, Journal.Entry intent) throws SQLException {
        List<Index> made = indexes(intent).stream()
                .filter(index -> name.isEmpty() || index.isNamed(name))
                .toList();
        if (made.size() > 1) {
            return Finding.UNKNOWN;
        }
        if (made.isEmpty()) {
            return Finding.AGAIN;
        }
        if (made.get(0).valid()) {
            return Finding.DONE;
        }
        drop(made);
        return Finding.AGAIN;
    }

    private Finding reindex(Journal.Entry intent) throws SQLException {
        drop(indexes(intent).stream()
                .filter(index -> !index.valid() && index.name().matches(".*_cc(new|old)\\d*"))
                .toList());
        return Finding.AGAIN;
    }

    private Finding detach(Shape shape, Journal.Entry intent) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(PENDING_DETACH)) {
            query.setLong(1, intent.relation());
            try (ResultSet row = query.executeQuery()) {
                if (row.next()) {
                    execute("ALTER TABLE " + row.getString(1) + " DETACH PARTITION " + row.getString(2) + " FINALIZE");
                    return Finding.DONE;
                }
            }
        }
        return isPartition(shape, intent) ? Finding.AGAIN : Finding.DONE;
    }

    private boolean isPartition(Shape shape, Journal.Entry intent) throws SQLException {
        String partition = shape.actions().stream()
                .filter(action -> action.kind() == AlterAction.Kind.DETACH_PARTITION)
                .map(AlterAction::name)
                .findFirst()
                .orElse("");
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT EXISTS (SELECT FROM pg_inherits WHERE inhparent = ? AND inhrelid = to_regclass(nullif(?, '')))")) {
            query.setLong(1, intent.relation());
            query.setString(2, partition);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private List<Index> indexes(Journal.Entry intent) throws SQLException {
        List<Index> indexes = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(NEW_INDEXES)) {
            query.setLong(1, intent.relation());
            query.setArray(2, connection.createArrayOf("oid", intent.indexes().toArray()));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    indexes.add(new Index(row.getString(1), row.getBoolean(2), row.getString(3)));
                }
            }
        }
        return indexes;
    }

    private void drop(List<Index> indexes) throws SQLException {
        for (Index index : indexes) {
            execute("DROP INDEX CONCURRENTLY IF EXISTS " + index.qualified());
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** @param qualified as SQL needs it */
    private record Index(String qualified, boolean valid, String name) {
        boolean isNamed(String written) {
            String plain = written.startsWith("\"")
                    ? written.substring(1, written.length() - 1).replace("\"\"", "\"")
                    : written.toLowerCase(Locale.ROOT);
            return name.equals(plain);
        }
    }
}
