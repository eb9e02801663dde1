package dev.skein.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Times a whole history applied to an empty database, by Skein and by what one would use instead. */
@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        description = "A history applied from empty, beside psql, Flyway, Liquibase and dbmate.")
final class ApplyBenchmark implements Callable<Integer> {
    private static final double AT_MOST = 1.5;
    private static final double OF_A_PEER = 0.5;
    private static final int FREQUENT = 3;

    @Option(names = "--migrations", paramLabel = "N", defaultValue = "1000", description = "Default: ${DEFAULT-VALUE}.")
    private int count;

    @Option(names = "--trips", description = "Also tell what Skein asks the server, and how often.")
    private boolean trips;

    @Mixin
    private Rounds rounds = new Rounds(2, 5);

    @Override
    public Integer call() throws IOException, SQLException {
        Report report = new Report(System.out);
        Server server = Server.start(PlanBenchmark.POSTGRES);
        PgPrograms programs = PgPrograms.of(PlanBenchmark.POSTGRES);
        report.title(Machine.describe(server.version()) + ", " + programs.version());
        LoadDatabase.prepare(server);
        Contestants contestants = Contestants.of(programs);
        contestants.programs().report(report);
        Psql psql = new Psql(programs);
        List<Tool> tools = new ArrayList<>(List.of(psql.each(), psql.single()));
        tools.addAll(contestants.all());
        Ring ring = new Ring(server, tools);
        Migrations migrations = Migrations.first(count);
        for (Tool tool : tools) {
            tool.learn(migrations);
        }
        report.title(count + " migrations from empty, " + rounds.rounds() + " rounds");
        List<Timing> timings = rounds.contest().run(ring.entrants((tool, arena) -> {
            arena.clear();
            return migrations;
        }));
        report.timings(timings);
        judge(report, timings, contestants.apply().name());
        if (trips) {
            ring.arena(contestants.apply()).clear();
            report.trips(contestants.apply().name(), ring.trips(contestants.apply()), FREQUENT);
        }
        return 0;
    }

    private static void judge(Report report, List<Timing> timings, String name) {
        Timing skein = Timing.named(timings, name);
        report.verdict(new Budget(name + ", against " + Psql.EACH, AT_MOST, "times"), skein.ratio(timings.get(0)));
        timings.stream()
                .filter(peer -> Peers.isOnJava(peer.name()))
                .forEach(peer -> report.verdict(
                        new Budget(name + ", against " + peer.name(), OF_A_PEER, "times"), skein.ratio(peer)));
    }
}
