package dev.skein.benchmarks;

import dev.skein.plan.schema.Leave;
import dev.skein.plan.schema.Snapshot;
import dev.skein.plan.schema.Snapshots;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Times the reading of a whole schema beside pg_dump. */
@Command(
        name = "snapshot",
        mixinStandardHelpOptions = true,
        description = "A snapshot of a whole schema, beside pg_dump --schema-only to nowhere.")
final class SnapshotBenchmark implements Callable<Integer> {
    private static final Budget BUDGET = new Budget("snapshot, warm", 1000, "ms");
    private static final Leave LEAVE = new Leave("public", "flyway_schema_history");

    /** Of each table: itself, its columns, three constraints, an index and a sequence at least. */
    private static final int OBJECTS = 15;

    @Option(names = "--tables", paramLabel = "N", defaultValue = "5000", description = "Default: ${DEFAULT-VALUE}.")
    private int tables;

    @Mixin
    private Rounds rounds = new Rounds();

    @Override
    public Integer call() throws IOException, SQLException {
        Report report = new Report(System.out);
        Server server = Server.start(PlanBenchmark.POSTGRES);
        PgPrograms programs = PgPrograms.of(PlanBenchmark.POSTGRES);
        report.title(Machine.describe(server.version()) + ", " + programs.version());
        LoadDatabase.prepare(server);
        LoadDatabase database = LoadDatabase.create(server, tables);
        report.title("Snapshot of " + tables + " tables, " + rounds.rounds() + " rounds");
        Floor floor = new Floor(database, programs);
        try (Connection connection = database.connect()) {
            List<Timing> timings = rounds.contest()
                    .run(List.of(
                            new Entrant("pg_dump to nowhere", floor::dump),
                            new Entrant("snapshot", () -> snapshot(connection))));
            report.timings(timings);
            report.verdict(BUDGET, Report.millis(timings.get(1).median()));
        }
        return 0;
    }

    private void snapshot(Connection connection) throws SQLException {
        Snapshot snapshot = Snapshots.read(connection, LEAVE);
        if (snapshot.objects().size() < OBJECTS * tables) {
            throw new IllegalStateException(
                    "objects are missing: " + snapshot.objects().size());
        }
    }
}
