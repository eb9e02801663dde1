package dev.skein.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Times histories of growing length: what each migration costs must not grow with them. */
@Command(
        name = "growth",
        mixinStandardHelpOptions = true,
        description = "What a migration costs in histories of various lengths, applied from empty; beside psql.")
final class GrowthBenchmark implements Callable<Integer> {
    private static final Budget BUDGET =
            new Budget("a migration of the longest history against the shortest, beside psql's", 1.2, "times");

    @Option(
            names = "--sizes",
            paramLabel = "N",
            split = ",",
            defaultValue = "500,1000,2500,5000",
            description = "Lengths, the shortest first. Default: ${DEFAULT-VALUE}.")
    private List<Integer> sizes = new ArrayList<>();

    @Mixin
    private Rounds rounds = new Rounds(2, 5);

    @Override
    public Integer call() throws IOException, SQLException {
        Report report = new Report(System.out);
        Server server = Server.start(PlanBenchmark.POSTGRES);
        PgPrograms programs = PgPrograms.of(PlanBenchmark.POSTGRES);
        report.title(Machine.describe(server.version()) + ", " + programs.version());
        LoadDatabase.prepare(server);
        List<Tool> tools = new ArrayList<>();
        for (int size : sizes) {
            tools.add(new SkeinTool("Skein, " + size));
        }
        for (int size : sizes) {
            tools.add(new Psql(programs).each("psql, " + size));
        }
        List<Migrations> histories =
                tools.stream().map(tool -> Migrations.first(size(tools, tool))).toList();
        for (int index = 0; index < tools.size(); index++) {
            tools.get(index).learn(histories.get(index));
        }
        report.title("Histories applied from empty, " + rounds.rounds() + " rounds");
        List<Timing> timings = rounds.contest().run(new Ring(server, tools).entrants((tool, arena) -> {
                    arena.clear();
                    return histories.get(tools.indexOf(tool));
                }));
        report.timings(timings);
        judge(report, timings);
        return 0;
    }

    private int size(List<Tool> tools, Tool tool) {
        return sizes.get(tools.indexOf(tool) % sizes.size());
    }

    private void judge(Report report, List<Timing> timings) {
        Table table = new Table("milliseconds for each", "Skein", "psql", "ratio");
        IntStream.range(0, sizes.size())
                .forEach(index -> table.row(
                        Integer.toString(sizes.get(index)),
                        text(each(timings, index)),
                        text(each(timings, index + sizes.size())),
                        text(besidePsql(timings, index))));
        report.print(table);
        report.verdict(BUDGET, besidePsql(timings, sizes.size() - 1) / besidePsql(timings, 0));
    }

    /** The server's catalogs grow for every tool; what is Skein's own is what grows more than psql does. */
    private double besidePsql(List<Timing> timings, int index) {
        return each(timings, index) / each(timings, index + sizes.size());
    }

    private double each(List<Timing> timings, int index) {
        return Report.millis(timings.get(index).median()) / sizes.get(index % sizes.size());
    }

    private static String text(double figure) {
        return String.format(Locale.ROOT, "%.3f", figure);
    }
}
