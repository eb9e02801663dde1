package dev.skein.benchmarks;

import picocli.CommandLine.Option;

/** The options that say how often everything is done. */
final class Rounds {
    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "5",
            description = "Rounds that do not count. Default: ${DEFAULT-VALUE}.")
    private int warmUp;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "11",
            description = "Rounds that count. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    Contest contest() {
        return new Contest(warmUp, rounds);
    }

    int rounds() {
        return rounds;
    }
}
