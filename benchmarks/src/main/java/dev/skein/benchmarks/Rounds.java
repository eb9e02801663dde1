package dev.skein.benchmarks;

import picocli.CommandLine.Option;

/** The options that say how often everything is done. */
final class Rounds {
    @Option(names = "--warm-up", paramLabel = "N", description = "Rounds that do not count. Default: ${DEFAULT-VALUE}.")
    private int warmUp;

    @Option(names = "--rounds", paramLabel = "N", description = "Rounds that count. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    Rounds() {
        this(5, 11);
    }

    /** With other defaults. */
    Rounds(int warmUp, int rounds) {
        this.warmUp = warmUp;
        this.rounds = rounds;
    }

    Contest contest() {
        return new Contest(warmUp, rounds);
    }

    int rounds() {
        return rounds;
    }
}
