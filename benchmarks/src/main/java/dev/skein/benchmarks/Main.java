package dev.skein.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Runs one benchmark: each is a subcommand. */
@Command(
        name = "benchmarks/run",
        mixinStandardHelpOptions = true,
        description = "Times Skein beside its peers.",
        subcommands = {
            PlanBenchmark.class,
            SnapshotBenchmark.class,
            InPlaceBenchmark.class,
            MemoryBenchmark.class,
            ApplyBenchmark.class,
            NoopBenchmark.class,
            OneMoreBenchmark.class,
            GrowthBenchmark.class,
            LoadBenchmark.class,
            StartBenchmark.class
        })
public final class Main {
    private Main() {}

    /** Runs the command line and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }
}
