package dev.skein.benchmarks;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The bursts of a benchmark as tables, one line for each number of workers. */
final class BurstReport {
    private static final double MIB = 1 << 20;
    private static final Budget BUDGET = new Budget("resident at most, any worker", 256, "MiB");

    private final Table ends =
            new Table("workers", "seconds", "uploads/s", "APPLIED", "superseded", "nothing pending", "MiB, largest");
    private final Table seconds = cpu("CPU seconds");
    private final Table cores = cpu("cores in use");
    private double largest;

    private static Table cpu(String what) {
        return new Table(what, "PostgreSQL", "workers", "S3, SQS, SNS", "load", "others", "sum");
    }

    void add(int workers, Burst burst, BurstCheck check) {
        double peak = Collections.max(burst.peaks()) / MIB;
        largest = Math.max(largest, peak);
        ends.row(
                Integer.toString(workers),
                String.format(Locale.ROOT, "%.1f", burst.seconds()),
                String.format(Locale.ROOT, "%.1f", burst.uploads().size() / burst.seconds()),
                Integer.toString(check.ended("APPLIED")),
                Integer.toString(check.ended("UNCHANGED superseded")),
                Integer.toString(check.ended("UNCHANGED nothing-pending")),
                String.format(Locale.ROOT, "%.0f", peak));
        seconds.row(line(workers, burst.cpu().cells("%.1f")));
        cores.row(line(workers, burst.cpu().over(burst.seconds()).cells("%.2f")));
    }

    void print(Report report) {
        for (Table table : List.of(ends, seconds, cores)) {
            report.print(table);
            report.out().println();
        }
        report.verdict(BUDGET, largest);
    }

    private static String[] line(int workers, String... cells) {
        return Stream.concat(Stream.of(workers == 1 ? "1 worker" : workers + " workers"), Stream.of(cells))
                .toArray(String[]::new);
    }
}
