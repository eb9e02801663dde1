package dev.skein.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Times one new migration on top of a long history. */
@Command(
        name = "one-more",
        mixinStandardHelpOptions = true,
        description = "One new migration on top of a long history, beside the peers.")
final class OneMoreBenchmark implements Callable<Integer> {
    private static final Budget BUDGET = new Budget("one new migration, Skein's apply", 60, "ms");
    private static final int FREQUENT = 1;

    @Option(
            names = "--migrations",
            paramLabel = "N",
            defaultValue = "1000",
            description = "That are applied before. Default: ${DEFAULT-VALUE}.")
    private int count;

    @Option(names = "--trips", description = "Also tell what Skein asks the server, and how often.")
    private boolean trips;

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
        ring.fill(Migrations.first(count));
        report.title("One more on top of " + count + " migrations, " + rounds.rounds() + " rounds");
        Map<Tool, Integer> applied = new HashMap<>();
        List<Timing> timings = rounds.contest().run(ring.entrants((tool, arena) -> learnOneMore(tool, applied)));
        report.timings(timings);
        report.verdict(
                BUDGET,
                Report.millis(Timing.named(timings, contestants.apply().name()).median()));
        if (trips) {
            learnOneMore(contestants.apply(), applied);
            report.trips(contestants.apply().name(), ring.trips(contestants.apply()), FREQUENT);
        }
        return 0;
    }

    /** Each time a longer history; in the same round it is the same for all. */
    private Migrations learnOneMore(Tool tool, Map<Tool, Integer> applied) throws IOException {
        Migrations longer = Migrations.first(count + applied.merge(tool, 1, Integer::sum));
        tool.learn(longer);
        return longer;
    }
}
