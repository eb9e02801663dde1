package dev.skein.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures what the packaged jar takes of memory while it plans, as a command and as a worker. */
@Command(
        name = "memory",
        mixinStandardHelpOptions = true,
        description = "What the command and the worker have resident while they plan, with various options of Java.")
final class MemoryBenchmark implements Callable<Integer> {
    private static final Budget BUDGET = new Budget("resident at most, the first worker", 256, "MiB");
    private static final double MIB = 1 << 20;

    /** What scripts/skein gives to Java. */
    private static final String LEAN = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    private static final List<String> FOR_COMMAND = List.of("", LEAN);

    @Option(names = "--tables", paramLabel = "N", defaultValue = "1000", description = "Default: ${DEFAULT-VALUE}.")
    private int tables;

    @Option(
            names = "--plans",
            paramLabel = "N",
            defaultValue = "3",
            description = "That the worker makes, one after the other. Default: ${DEFAULT-VALUE}.")
    private int plans;

    @Option(
            names = "--worker",
            paramLabel = "OPTIONS",
            description =
                    "Options of Java for a worker; may be given several times. Default: none, and those of scripts/skein with"
                            + " -Xmx128m and -Xmx96m.")
    private List<String> forWorker = List.of("", LEAN + " -Xmx128m", LEAN + " -Xmx96m");

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        Report report = new Report(System.out);
        Path environment = Files.createTempFile("skein-benchmark", ".env");
        Server server = Server.provisioned(PlanBenchmark.POSTGRES, environment);
        report.title(Machine.describe(server.version()));
        LoadDatabase.prepare(server);
        PlanProcess process = new PlanProcess(LoadDatabase.create(server, tables), environment);
        report.title("Resident at most, MiB, while a migration on " + tables + " tables is planned by clone");
        Table table = new Table("MiB", "itself", "pg_dump, psql");
        for (String options : FOR_COMMAND) {
            row(table, "skein plan --url", options, process.command(words(options)));
        }
        List<Footprint> workers = new ArrayList<>();
        for (String options : forWorker) {
            Footprint worker = process.worker(words(options), plans);
            row(table, "skein worker", options, worker);
            workers.add(worker);
        }
        report.print(table);
        report.verdict(BUDGET, workers.get(0).own() / MIB);
        Files.delete(environment);
        return 0;
    }

    private static void row(Table table, String what, String options, Footprint footprint) {
        table.row(
                (what + " " + options).strip(),
                String.format(Locale.ROOT, "%.0f", footprint.own() / MIB),
                String.format(Locale.ROOT, "%.0f", footprint.programs() / MIB));
    }

    private static List<String> words(String options) {
        return options.isEmpty() ? List.of() : List.of(options.split(" ", -1));
    }
}
