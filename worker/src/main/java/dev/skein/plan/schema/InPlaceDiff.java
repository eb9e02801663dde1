package dev.skein.plan.schema;

import dev.skein.plan.schema.CatalogEntries.Entry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The diff of a transaction that is rolled back, read without reading the whole schema twice: which objects there are
 * before, which rows the transaction wrote and which are gone, and then only the definitions of those objects and of what
 * may mention them. The changes are the same as those of {@link SchemaDiff#between} of two whole snapshots.
 *
 * <pre>{@code
 * InPlaceDiff diff = InPlaceDiff.before(connection, leave);
 * … // the statements, in a transaction
 * InPlaceDiff.Tried tried = diff.within(connection);
 * connection.rollback();
 * SchemaDiff changes = tried.finish(connection);
 * }</pre>
 *
 * <p>A renamed schema is part of the names of all that it holds; only then both snapshots are whole ones. What other
 * sessions commit between {@code within} and {@code finish} may show as a change.
 */
public final class InPlaceDiff {
    private final Leave leave;
    private final CatalogEntries entries;

    private InPlaceDiff(Leave leave, CatalogEntries entries) {
        this.leave = leave;
        this.entries = entries;
    }

    /** Notes which objects there are; before the first statement, in its transaction or outside of one. */
    public static InPlaceDiff before(Connection connection, Leave leave) throws SQLException {
        return new InPlaceDiff(leave, CatalogReading.of(connection, () -> CatalogEntries.read(connection)));
    }

    /** Reads what the open transaction changed, and leaves the transaction open as it was. */
    public Tried within(Connection connection) throws SQLException {
        return CatalogReading.of(connection, () -> {
            CatalogEntries now = CatalogEntries.read(connection);
            if (entries.schemaRenamed(now)) {
                return new Tried(new Everything(leave), Snapshots.read(connection, leave));
            }
            Part part = new Part(leave, owners(connection, entries.unlike(now)));
            return new Tried(part, part.read(connection));
        });
    }

    private static Set<Long> owners(Connection connection, Map<Entry, Long> unlike) throws SQLException {
        Set<Entry> changed = new HashSet<>(OwnRows.read(connection));
        changed.addAll(unlike.keySet());
        Set<Long> owners = OwnRows.owners(connection, changed);
        owners.addAll(unlike.values());
        return owners;
    }

    /** Which objects are read at both moments. */
    private sealed interface Extent {
        Snapshot read(Connection connection) throws SQLException;
    }

    private record Everything(Leave leave) implements Extent {
        @Override
        public Snapshot read(Connection connection) throws SQLException {
            return Snapshots.read(connection, leave);
        }
    }

    private record Part(Leave leave, Set<Long> owners) implements Extent {
        @Override
        public Snapshot read(Connection connection) throws SQLException {
            return Snapshots.only(connection, leave, owners);
        }
    }

    /** What the transaction made of the objects that it changed. */
    public static final class Tried {
        private final Extent extent;
        private final Snapshot after;

        private Tried(Extent extent, Snapshot after) {
            this.extent = extent;
            this.after = after;
        }

        /** The objects that it changed, and those around them, as it would leave them. */
        public Snapshot after() {
            return after;
        }

        /** The same objects as they are once the transaction is rolled back. */
        public Snapshot before(Connection connection) throws SQLException {
            return extent.read(connection);
        }

        /** What the transaction would have changed; to be called after its rollback. */
        public SchemaDiff finish(Connection connection) throws SQLException {
            return SchemaDiff.between(before(connection), after);
        }
    }
}
