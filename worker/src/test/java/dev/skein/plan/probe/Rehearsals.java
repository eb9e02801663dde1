package dev.skein.plan.probe;

import dev.skein.plan.schema.Leave;
import dev.skein.plan.schema.SchemaDiff;
import dev.skein.plan.schema.Snapshot;
import dev.skein.plan.schema.Snapshots;
import dev.skein.plan.sql.SqlStatement;
import dev.skein.plan.trace.LockMode;
import dev.skein.plan.trace.Touch;
import dev.skein.plan.trace.TracedStatement;
import dev.skein.testing.TestDatabase;
import dev.skein.testing.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A target with rows, and a shadow of it without, in which a bundle is tried in one transaction. */
final class Rehearsals implements AutoCloseable {
    private static final Leave LEAVE = new Leave("public", "flyway_schema_history");

    private static final String LOCKS = """
            SELECT quote_ident(n.nspname) || '.' || quote_ident(r.relname), l.mode
            FROM pg_locks l JOIN pg_class c ON c.oid = l.relation AND c.relkind IN ('r', 'p')
            JOIN pg_class r ON r.oid = coalesce(pg_partition_root(c.oid), c.oid)
            JOIN pg_namespace n ON n.oid = r.relnamespace AND n.nspname NOT LIKE 'pg\\_%'
            WHERE l.pid = pg_backend_pid() AND l.granted""";

    private final TestDatabase target;
    private final TestDatabase shadow;

    Rehearsals(int major) {
        target = TestServer.of(major).database();
        shadow = TestServer.of(major).database();
    }

    TestDatabase target() {
        return target;
    }

    /** Defines something in the target and its shadow. */
    Rehearsals schema(String... statements) {
        target.execute(statements);
        shadow.execute(statements);
        return this;
    }

    /** Defines something as superuser in the target and its shadow. */
    Rehearsals schemaAsAdmin(String... statements) {
        target.executeAsAdmin(statements);
        shadow.executeAsAdmin(statements);
        return this;
    }

    /** Writes rows to the target. */
    Rehearsals rows(String... statements) {
        target.execute(statements);
        return this;
    }

    /** Tries a bundle in the shadow and asks the target's rows. */
    List<Probe> probe(String... bundle) {
        return probe(new ProbeLimits(Duration.ofSeconds(30), Duration.ofSeconds(60)), bundle);
    }

    /** The only probe of a bundle. */
    Probe only(String... bundle) {
        List<Probe> probes = probe(bundle);
        if (probes.size() != 1) {
            throw new AssertionError(probes.toString());
        }
        return probes.get(0);
    }

    List<Probe> probe(ProbeLimits limits, String... bundle) {
        try (Connection rehearsal = shadow.connect();
                Connection connection = target.connect()) {
            Snapshot before = Snapshots.read(rehearsal, LEAVE);
            rehearsal.setAutoCommit(false);
            List<TracedStatement> trace = trace(rehearsal, bundle);
            SchemaDiff diff = SchemaDiff.between(before, Snapshots.read(rehearsal, LEAVE));
            rehearsal.rollback();
            return new Probes(connection, limits).run(diff, before, trace);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<TracedStatement> trace(Connection connection, String... bundle) throws SQLException {
        List<TracedStatement> trace = new ArrayList<>();
        Map<String, LockMode> held = new HashMap<>();
        for (int i = 0; i < bundle.length; i++) {
            SqlStatement statement = new SqlStatement("migrations/V5__x.sql", i + 1, i + 1, bundle[i]);
            try (Statement execution = connection.createStatement()) {
                execution.execute(bundle[i]);
            }
            trace.add(new TracedStatement(statement, touches(connection, held), Duration.ZERO, true, false));
        }
        return trace;
    }

    /** Only locks that are new or stronger are told. */
    private static List<Touch> touches(Connection connection, Map<String, LockMode> held) throws SQLException {
        Map<String, LockMode> now = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(LOCKS)) {
            while (row.next()) {
                now.merge(row.getString(1), LockMode.of(row.getString(2)), Rehearsals::stronger);
            }
        }
        List<Touch> touches = new ArrayList<>();
        now.forEach((relation, mode) -> {
            LockMode before = held.put(relation, mode);
            if (before == null || mode.compareTo(before) > 0) {
                touches.add(new Touch(relation, mode, true, false, false, false));
            }
        });
        return touches;
    }

    private static LockMode stronger(LockMode one, LockMode other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    @Override
    public void close() {
        target.close();
        shadow.close();
    }
}
