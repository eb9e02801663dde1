package dev.skein.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Times a run of what is applied already, and counts what it asks the server. */
@Command(
        name = "noop",
        mixinStandardHelpOptions = true,
        description = "A history that is applied already, beside the peers; and Skein's round trips to the server.")
final class NoopBenchmark implements Callable<Integer> {
    private static final Budget TIME = new Budget("nothing to do, Skein's whole run", 20, "ms");
    private static final Budget TRIPS =
            new Budget("nothing to do, Skein's whole run", 5, "round trips after the login");

    @Option(names = "--migrations", paramLabel = "N", defaultValue = "1000", description = "Default: ${DEFAULT-VALUE}.")
    private int count;

    @Mixin
    private Rounds rounds = new Rounds(10, 21);

    @Override
    public Integer call() throws IOException, SQLException {
        Report report = new Report(System.out);
        Server server = Server.start(PlanBenchmark.POSTGRES);
        PgPrograms programs = PgPrograms.of(PlanBenchmark.POSTGRES);
        report.title(Machine.describe(server.version()) + ", " + programs.version());
        LoadDatabase.prepare(server);
        Contestants contestants = Contestants.of(programs);
        contestants.programs().report(report);
        Ring ring = new Ring(server, contestants.all());
        Migrations migrations = Migrations.first(count);
        ring.fill(migrations);
        report.title(count + " migrations, all applied, " + rounds.rounds() + " rounds");
        List<Entrant> entrants = new ArrayList<>();
        entrants.add(new Psql(programs).asking(ring.arena(contestants.run())));
        entrants.addAll(ring.entrants((tool, arena) -> migrations));
        List<Timing> timings = rounds.contest().run(entrants);
        report.timings(timings);
        report.verdict(
                TIME,
                Report.millis(Timing.named(timings, contestants.run().name()).median()));
        Trips trips = ring.trips(contestants.run());
        report.trips(contestants.run().name(), trips, 1);
        report.verdict(TRIPS, trips.count());
        return 0;
    }
}
