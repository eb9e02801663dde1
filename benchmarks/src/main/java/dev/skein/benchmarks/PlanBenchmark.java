package dev.skein.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Times the plan of one migration beside a copy of the schema by pg_dump and psql. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = "The plan of one migration, beside pg_dump --schema-only | psql into a fresh database.")
final class PlanBenchmark implements Callable<Integer> {
    /** The PostgreSQL whose pg_dump Debian 12 has. */
    static final int POSTGRES = 15;

    private static final Budget BUDGET = new Budget("plan by clone, against pg_dump | psql", 1.5, "times");

    @Option(names = "--tables", paramLabel = "N", defaultValue = "1000", description = "Default: ${DEFAULT-VALUE}.")
    private int tables;

    @Option(names = "--parts", description = "Also time what a plan by clone is made of, each part alone.")
    private boolean parts;

    @Mixin
    private Rounds rounds = new Rounds();

    @Override
    public Integer call() throws IOException, SQLException {
        Report report = new Report(System.out);
        Server server = Server.start(POSTGRES);
        PgPrograms programs = PgPrograms.of(POSTGRES);
        report.title(Machine.describe(server.version()) + ", " + programs.version());
        LoadDatabase.prepare(server);
        LoadDatabase database = LoadDatabase.create(server, tables);
        report.title("Plan of one migration on " + tables + " tables, " + rounds.rounds() + " rounds");
        List<Timing> timings = rounds.contest().run(entrants(database, programs));
        report.timings(timings);
        report.verdict(BUDGET, timings.get(1).ratio(timings.get(0)));
        return 0;
    }

    private List<Entrant> entrants(LoadDatabase database, PgPrograms programs) {
        Floor floor = new Floor(database, programs);
        Plans plans = new Plans(database);
        List<Entrant> entrants = new ArrayList<>(List.of(
                new Entrant("pg_dump | psql", floor::copy),
                new Entrant("plan by clone", plans.byClone(programs)),
                new Entrant("plan by replay", plans.byReplay()),
                new Entrant("plan in place", plans.inPlace())));
        if (parts) {
            entrants.add(new Entrant("  part: CREATE, DROP DATABASE", floor::createAndDrop));
            entrants.add(new Entrant("  part: pg_dump to nowhere", floor::dump));
            entrants.add(new Entrant("  part: scratch database", floor::shadow));
            entrants.add(new Entrant("  part: snapshot", floor::snapshot));
        }
        return entrants;
    }
}
