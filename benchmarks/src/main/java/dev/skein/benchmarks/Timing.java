package dev.skein.benchmarks;

import java.time.Duration;
import java.util.List;

/**
 * How long an entrant took, round by round.
 *
 * @param rounds sorted; at least one
 */
record Timing(String name, List<Duration> rounds) {
    Timing {
        rounds = rounds.stream().sorted().toList();
        if (rounds.isEmpty()) {
            throw new IllegalArgumentException("nothing was timed");
        }
    }

    /** The timing of an entrant. */
    static Timing named(List<Timing> timings, String name) {
        return timings.stream()
                .filter(timing -> timing.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The middle round; of an even number the later one. */
    Duration median() {
        return part(2);
    }

    Duration least() {
        return rounds.get(0);
    }

    Duration most() {
        return rounds.get(rounds.size() - 1);
    }

    /** The width of the middle half of the rounds. */
    Duration spread() {
        return rounds.get(rounds.size() * 3 / 4).minus(part(4));
    }

    /** How many times as long as another one, by the medians. */
    double ratio(Timing other) {
        return (double) median().toNanos() / other.median().toNanos();
    }

    private Duration part(int of) {
        return rounds.get(rounds.size() / of);
    }
}
