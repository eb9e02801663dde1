package dev.skein.plan.trace;

import dev.skein.plan.sql.Shape;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Tells what a statement did to the tables that were there before: PostgreSQL's own locks, files and counters of scans,
 * read on the connection that ran it.
 *
 * @see <a href="https://www.postgresql.org/docs/current/view-pg-locks.html">pg_locks</a>
 */
final class Touches {
    private static final String LOCKS = """
            SELECT relation::bigint, mode FROM pg_locks
            WHERE pid = pg_backend_pid() AND locktype = 'relation' AND granted AND relation >= 16384
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())""";

    private static final String FILES = """
            SELECT c.oid::bigint, coalesce(i.indrelid, c.oid)::bigint, i.indrelid IS NOT NULL, c.relfilenode::bigint,
                CASE WHEN i.indrelid IS NULL THEN coalesce(pg_stat_get_xact_numscans(c.oid), 0) ELSE 0 END
            FROM pg_class c LEFT JOIN pg_index i ON i.indexrelid = c.oid
            WHERE c.oid = ANY (?) OR i.indrelid = ANY (?)""";

    /** A name with its schema or without. Anything else, PostgreSQL would refuse to look up. */
    private static final Pattern NAME;

    static {
        String part = "(?:\"(?:[^\"]|\"\")+\"|[\\p{L}_][\\p{L}\\p{N}_$]*)";
        NAME = Pattern.compile("(?:" + part + "\\s*\\.\\s*)?" + part);
    }

    private final Relations relations;
    private final Map<String, Set<LockMode>> held = new HashMap<>();
    private final Map<Long, Long> scans = new HashMap<>();
    private String transaction = "";

    Touches(Relations relations) {
        this.relations = relations;
    }

    /** Remembers the transaction in which all is to stay. */
    void begin(Connection connection) throws SQLException {
        transaction = transactionOf(connection);
    }

    /** A migration begins: where each has a transaction of its own, the locks of the last one are gone. */
    void forget(Connection connection, Committing committing) throws SQLException {
        if (committing == Committing.AS_WRITTEN) {
            held.clear();
            scans.clear();
            flush(connection);
        }
    }

    /** Has the counters of scans begin at zero after this transaction; otherwise that may take a second. */
    private static void flush(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_stat_force_next_flush()");
        }
    }

    List<Touch> after(Connection connection, Shape shape) throws SQLException {
        requireSameTransaction(connection);
        if (relations.isEmpty()) {
            return List.of();
        }
        Map<Long, Set<LockMode>> locks = connection.getAutoCommit() ? declared(connection, shape) : locks(connection);
        Map<String, Seen> seen = new TreeMap<>();
        locks.forEach((oid, modes) -> relations
                .find(oid)
                .filter(entry -> !entry.isIndex() || modes.contains(LockMode.SHARE_UPDATE_EXCLUSIVE))
                .ifPresent(entry -> seen.computeIfAbsent(entry.name(), any -> new Seen())
                        .modes
                        .addAll(modes)));
        if (shape.writesRows()) {
            named(connection, shape)
                    .flatMap(relations::find)
                    .map(Relations.Entry::name)
                    .map(seen::get)
                    .ifPresent(what -> what.written = true);
        }
        files(connection, relations.tables(locks.keySet()), shape, seen);
        if (connection.getAutoCommit()) {
            flush(connection);
        }
        List<Touch> touches = new ArrayList<>();
        seen.forEach((name, what) -> what.touch(name, held.computeIfAbsent(name, any -> EnumSet.noneOf(LockMode.class)))
                .ifPresent(touches::add));
        return touches;
    }

    /** Fails where the transaction in which all is to stay has ended. */
    void requireSameTransaction(Connection connection) throws SQLException {
        if (!transaction.isEmpty() && !transaction.equals(transactionOf(connection))) {
            throw new IllegalStateException("the transaction of the dry run was ended by the bundle");
        }
    }

    private static Map<Long, Set<LockMode>> locks(Connection connection) throws SQLException {
        Map<Long, Set<LockMode>> locks = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(LOCKS)) {
            while (row.next()) {
                locks.computeIfAbsent(row.getLong(1), any -> EnumSet.noneOf(LockMode.class))
                        .add(LockMode.of(row.getString(2)));
            }
        }
        return locks;
    }

    /** The locks of a statement that cannot run in a transaction are gone when it is done; the manual tells them. */
    private static Map<Long, Set<LockMode>> declared(Connection connection, Shape shape) throws SQLException {
        boolean known = shape.concurrently() || shape.command().equals("VACUUM");
        Optional<Long> relation = known ? named(connection, shape) : Optional.empty();
        return relation.map(oid -> Map.<Long, Set<LockMode>>of(oid, EnumSet.of(LockMode.SHARE_UPDATE_EXCLUSIVE)))
                .orElse(Map.of());
    }

    /** The relation that a statement names; empty where there is none of that name. */
    private static Optional<Long> named(Connection connection, Shape shape) throws SQLException {
        if (!NAME.matcher(shape.object()).matches()) {
            return Optional.empty();
        }
        try (PreparedStatement query = connection.prepareStatement("SELECT to_regclass(?)::oid::bigint")) {
            query.setString(1, shape.object());
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getLong(1) != 0 ? Optional.of(row.getLong(1)) : Optional.empty();
            }
        }
    }

    private void files(Connection connection, Collection<Long> tables, Shape shape, Map<String, Seen> seen)
            throws SQLException {
        boolean truncates = shape.command().equals("TRUNCATE");
        try (PreparedStatement query = connection.prepareStatement(FILES)) {
            Array oids = connection.createArrayOf("oid", tables.toArray());
            query.setArray(1, oids);
            query.setArray(2, oids);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    long oid = row.getLong(1);
                    boolean moved = relations.moved(oid, row.getLong(4));
                    boolean scanned = row.getLong(5) > scans.getOrDefault(oid, 0L);
                    boolean isIndex = row.getBoolean(3);
                    scans.put(oid, row.getLong(5));
                    relations
                            .find(row.getLong(2))
                            .map(Relations.Entry::name)
                            .map(seen::get)
                            .ifPresent(what -> {
                                what.indexBuilt |= isIndex && moved && !truncates;
                                what.rewritten |= !isIndex && moved && !truncates;
                                // A planner that sees an empty table scans it; only DDL scans whatever the size.
                                what.scanned |= (scanned && shape.isDdl()) || (isIndex && what.indexBuilt);
                            });
                }
            }
        }
    }

    private static String transactionOf(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_current_xact_id()::text")) {
            row.next();
            return row.getString(1);
        }
    }

    /** What was seen of one table, its indexes and partitions. */
    private static final class Seen {
        private final Set<LockMode> modes = EnumSet.noneOf(LockMode.class);
        private boolean written;
        private boolean rewritten;
        private boolean scanned;
        private boolean indexBuilt;

        /** Empty when the table is only still locked from statements before. */
        Optional<Touch> touch(String name, Set<LockMode> held) {
            LockMode before = held.isEmpty() ? LockMode.ACCESS_SHARE : Collections.max(held);
            boolean isNew = held.isEmpty();
            boolean more = held.addAll(modes);
            LockMode mode = Collections.max(held);
            boolean acquired = isNew || mode.compareTo(before) > 0;
            return more || written || rewritten || scanned || indexBuilt
                    ? Optional.of(new Touch(name, mode, acquired, rewritten, scanned, indexBuilt))
                    : Optional.empty();
        }
    }
}
