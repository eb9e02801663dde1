package dev.skein.benchmarks;

import dev.skein.plan.schema.InPlaceDiff;
import dev.skein.plan.schema.Leave;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Times the diff and the plan of a change that is tried on the target itself, in a small and in a large schema. */
@Command(
        name = "in-place",
        mixinStandardHelpOptions = true,
        description = "The diff of one change that is rolled back, and the whole plan, in a small and a large schema.")
final class InPlaceBenchmark implements Callable<Integer> {
    private static final Budget BUDGET = new Budget("in-place diff of the large schema", 150, "ms");
    private static final Leave LEAVE = new Leave("public", "flyway_schema_history");

    @Option(
            names = "--small",
            paramLabel = "N",
            defaultValue = "500",
            description = "Default: ${DEFAULT-VALUE} tables.")
    private int small;

    @Option(
            names = "--large",
            paramLabel = "N",
            defaultValue = "5000",
            description = "Default: ${DEFAULT-VALUE} tables.")
    private int large;

    @Mixin
    private Rounds rounds = new Rounds();

    @Override
    public Integer call() throws IOException, SQLException {
        Report report = new Report(System.out);
        Server server = Server.start(PlanBenchmark.POSTGRES);
        report.title(Machine.describe(server.version()));
        LoadDatabase.prepare(server);
        LoadDatabase few = LoadDatabase.create(server, small);
        LoadDatabase many = LoadDatabase.create(server, large);
        report.title("One change in place, " + rounds.rounds() + " rounds");
        try (Connection inFew = few.connect();
                Connection inMany = many.connect()) {
            List<Entrant> entrants = new ArrayList<>();
            entrants.add(new Entrant("diff, " + small + " tables", () -> diff(inFew)));
            entrants.add(new Entrant("diff, " + large + " tables", () -> diff(inMany)));
            entrants.add(new Entrant("plan, " + small + " tables", new Plans(few).inPlace()));
            entrants.add(new Entrant("plan, " + large + " tables", new Plans(many).inPlace()));
            List<Timing> timings = rounds.contest().run(entrants);
            report.timings(timings);
            report.verdict(BUDGET, Report.millis(timings.get(1).median()));
        }
        return 0;
    }

    /** The change and its rollback are part of the time; they take a few milliseconds. */
    private static void diff(Connection connection) throws SQLException {
        InPlaceDiff diff = InPlaceDiff.before(connection, LEAVE);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(LoadDatabase.CHANGE);
            InPlaceDiff.Tried tried = diff.within(connection);
            connection.rollback();
            connection.setAutoCommit(true);
            int changes = tried.finish(connection).changes().size();
            if (changes != 1) {
                throw new IllegalStateException("1 change was made, seen were " + changes);
            }
        }
    }
}
