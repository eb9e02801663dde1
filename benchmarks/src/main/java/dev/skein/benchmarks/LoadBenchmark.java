package dev.skein.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Gives workers more than they can do at once, then one upload after the other. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        description = "How many uploads workers bring to an end in a second, and how long one upload takes.")
final class LoadBenchmark implements Callable<Integer> {
    @Option(
            names = "--uploads",
            paramLabel = "N",
            defaultValue = "1000",
            description = "For each number of workers; 0: none. Default: ${DEFAULT-VALUE}.")
    private int uploads;

    @Option(names = "--targets", paramLabel = "N", defaultValue = "100", description = "Default: ${DEFAULT-VALUE}.")
    private int targets;

    @Option(
            names = "--workers",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,2,4",
            description = "Processes at a time. Default: ${DEFAULT-VALUE}.")
    private List<Integer> workers = List.of();

    @Option(
            names = "--dry-run",
            paramLabel = "HOW",
            defaultValue = "off",
            description = "Of the targets that get many uploads. Default: ${DEFAULT-VALUE}.")
    private String dryRun = "";

    @Option(
            names = "--latency",
            paramLabel = "N",
            defaultValue = "50",
            description = "Uploads to an idle worker, one after the other; 0: none. Default: ${DEFAULT-VALUE}.")
    private int latency;

    @Option(
            names = "--latency-dry-run",
            paramLabel = "HOW",
            split = ",",
            defaultValue = "off,shadow",
            description = "Of the targets that get one upload. Default: ${DEFAULT-VALUE}.")
    private List<String> latencyDryRuns = List.of();

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "10",
            description = "Uploads to the idle worker that do not count. Default: ${DEFAULT-VALUE}.")
    private int warmUp;

    private final Report report = new Report(System.out);
    private int faults;

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        if (uploads > 0) {
            bursts();
        }
        if (latency > 0) {
            for (String how : latencyDryRuns) {
                single(how);
            }
        }
        return faults == 0 ? 0 : 1;
    }

    private void bursts() throws IOException, SQLException, InterruptedException {
        GrowingBundle bundle = GrowingBundle.of(Math.max(1, uploads / targets));
        int versions = bundle.archives().size();
        BurstReport table = new BurstReport();
        for (int count : workers) {
            Tenants tenants = Tenants.start(targets);
            describe(tenants);
            try (Fleet fleet = Fleet.start(count, tenants.direct(dryRun))) {
                Burst burst = Burst.run(tenants, bundle, fleet);
                BurstCheck check = BurstCheck.of(tenants, burst, versions);
                table.add(count, burst, check);
                report.title(burst.line(count));
                check.faults().forEach(report::title);
                faults += check.faults().size();
            } finally {
                tenants.sandbox().stop();
            }
        }
        report.title(targets * versions + " uploads at once, " + versions + " versions for each of " + targets
                + " targets, dry-run: " + dryRun);
        table.print(report);
    }

    private void single(String how) throws IOException, SQLException, InterruptedException {
        Tenants tenants = Tenants.start(warmUp + latency);
        describe(tenants);
        try {
            List<Moments> all = Latency.run(tenants, how);
            report.title("milliseconds of one upload, of " + latency
                    + " one after the other to one idle worker, dry-run: " + how);
            report.print(LatencyTable.of(all.subList(warmUp, all.size())));
        } finally {
            tenants.sandbox().stop();
        }
    }

    private void describe(Tenants tenants) {
        report.title(Machine.describe(tenants.sandbox().server().version()));
    }
}
