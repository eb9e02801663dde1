package dev.skein.plan.review;

import dev.skein.plan.facts.Content;
import dev.skein.plan.facts.TableFacts;
import dev.skein.plan.facts.TargetFacts;
import dev.skein.plan.hazard.Hazard;
import dev.skein.plan.probe.Probe;
import dev.skein.plan.schema.Leave;
import dev.skein.plan.schema.SchemaDiff;
import dev.skein.plan.schema.Snapshot;
import dev.skein.plan.schema.Snapshots;
import dev.skein.plan.sql.Shape;
import dev.skein.plan.sql.SqlStatement;
import dev.skein.plan.trace.LockMode;
import dev.skein.plan.trace.Touch;
import dev.skein.plan.trace.TracedStatement;
import dev.skein.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Runs statements in a database without rows, watches them, and has them reviewed as if its tables were as big as told.
 * Statements that begin with {@code @V2} belong to the migration V2, others to V1.
 */
final class Trial {
    static final long BIG = 3_435_973_837L;

    private static final String STATE = """
            SELECT quote_ident(n.nspname) || '.' || quote_ident(r.relname), l.mode, c.relkind IN ('i', 'I'),
                c.oid, c.relfilenode, coalesce(pg_stat_get_xact_numscans(c.oid), 0)
            FROM pg_class c LEFT JOIN pg_index i ON i.indexrelid = c.oid
                JOIN pg_class r ON r.oid = coalesce(pg_partition_root(coalesce(i.indrelid, c.oid)), i.indrelid, c.oid)
                JOIN pg_namespace n ON n.oid = r.relnamespace AND n.nspname !~ '^pg_|^information_schema$'
                LEFT JOIN pg_locks l ON l.relation = c.oid AND l.pid = pg_backend_pid() AND l.granted
            WHERE c.relkind IN ('r', 'p', 'm', 'i', 'I')""";

    private final TestDatabase database;
    private UnaryOperator<TargetFacts> facts = UnaryOperator.identity();
    private List<Probe> probes = List.of();
    private long bytes = BIG;
    private Snapshot before = new Snapshot(Map.of());

    Trial(TestDatabase database) {
        this.database = database;
    }

    Trial sized(long tableBytes) {
        bytes = tableBytes;
        return this;
    }

    Trial with(UnaryOperator<TargetFacts> change) {
        facts = change;
        return this;
    }

    Trial with(Probe... found) {
        probes = List.of(found);
        return this;
    }

    Snapshot before() {
        return before;
    }

    List<Hazard> review(String... statements) throws SQLException {
        try (Connection connection = database.connect()) {
            before = Snapshots.read(connection, new Leave("public", "flyway_schema_history"));
            connection.setAutoCommit(false);
            Map<Long, Long> files = files(connection);
            Map<String, TableFacts> tables = new HashMap<>();
            state(connection)
                    .keySet()
                    .forEach(name -> tables.put(
                            name,
                            bytes == 0
                                    ? new TableFacts(0, 0, -1, Content.EMPTY)
                                    : new TableFacts(bytes, bytes, 12_000_000, Content.ROWS)));
            List<TracedStatement> trace = trace(connection, files, statements);
            Snapshot after = Snapshots.read(connection, new Leave("public", "flyway_schema_history"));
            connection.commit();
            int version = connection.getMetaData().getDatabaseMajorVersion() * 10_000;
            TargetFacts known = facts.apply(
                    new TargetFacts(version, false, tables, List.of(), List.of(), List.of(), List.of(), List.of()));
            Schemas schemas = new Schemas(before, after, SchemaDiff.between(before, after));
            return Review.of(new ReviewInput(trace, schemas, known, probes, 1L << 30));
        }
    }

    private static List<TracedStatement> trace(Connection connection, Map<Long, Long> files, String... statements)
            throws SQLException {
        List<TracedStatement> trace = new ArrayList<>();
        Map<Long, Long> scans = new HashMap<>();
        Map<String, LockMode> held = new HashMap<>();
        String file = "migrations/V1__x.sql";
        for (int i = 0; i < statements.length; i++) {
            String sql = statements[i].replaceFirst("^@V\\d+ ", "");
            if (!sql.equals(statements[i])) {
                file = "migrations/" + statements[i].substring(1, 3) + "__x.sql";
                connection.commit();
                held.clear();
            }
            SqlStatement statement = new SqlStatement(file, i + 1, i + 1, sql);
            Shape shape = Shape.of(statement);
            boolean alone = shape.refusesTransaction();
            if (alone) {
                connection.commit();
                connection.setAutoCommit(true);
            }
            run(connection, sql);
            List<Touch> touches = touches(connection, shape, files, scans, held);
            connection.setAutoCommit(false);
            trace.add(new TracedStatement(statement, touches, Duration.ZERO, !alone, false));
        }
        return trace;
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<Touch> touches(
            Connection connection,
            Shape shape,
            Map<Long, Long> files,
            Map<Long, Long> scans,
            Map<String, LockMode> held)
            throws SQLException {
        List<Touch> touches = new ArrayList<>();
        boolean truncates = shape.command().equals("TRUNCATE");
        for (Map.Entry<String, List<Seen>> entry : state(connection).entrySet()) {
            LockMode mode = null;
            boolean rewritten = false;
            boolean built = false;
            boolean scanned = false;
            for (Seen seen : entry.getValue()) {
                Long file = files.get(seen.oid());
                boolean moved =
                        seen.index() ? file == null || file != seen.file() : file != null && file != seen.file();
                if (file != null || seen.index()) {
                    files.put(seen.oid(), seen.file());
                }
                rewritten |= !seen.index() && moved && !truncates;
                built |= seen.index() && moved && !truncates;
                long counted = scans.getOrDefault(seen.oid(), 0L);
                // The server takes the counters away when it writes them to the statistics, at times of its own.
                boolean more = seen.scans() > (seen.scans() < counted ? 0 : counted);
                scanned |= shape.isDdl() && !seen.index() && more;
                scans.put(seen.oid(), seen.scans());
                boolean known = file != null && !seen.index();
                if (known && seen.mode() != null) {
                    LockMode lock = LockMode.of(seen.mode());
                    mode = mode == null || lock.compareTo(mode) > 0 ? lock : mode;
                }
            }
            LockMode had = held.get(entry.getKey());
            boolean acquired = mode != null && (had == null || mode.compareTo(had) > 0);
            if (mode != null && (acquired || rewritten || scanned || built)) {
                held.put(entry.getKey(), mode);
                touches.add(new Touch(entry.getKey(), mode, acquired, rewritten, scanned, built));
            }
        }
        return touches;
    }

    private static Map<Long, Long> files(Connection connection) throws SQLException {
        Map<Long, Long> files = new HashMap<>();
        state(connection).values().forEach(all -> all.forEach(seen -> files.put(seen.oid(), seen.file())));
        return files;
    }

    private static Map<String, List<Seen>> state(Connection connection) throws SQLException {
        Map<String, List<Seen>> state = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(STATE)) {
            while (row.next()) {
                state.computeIfAbsent(row.getString(1), any -> new ArrayList<>())
                        .add(new Seen(
                                row.getString(2), row.getBoolean(3), row.getLong(4), row.getLong(5), row.getLong(6)));
            }
        }
        return state;
    }

    private record Seen(
            @org.jspecify.annotations.Nullable String mode, boolean index, long oid, long file, long scans) {}
}
