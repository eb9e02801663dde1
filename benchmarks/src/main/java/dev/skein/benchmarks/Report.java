package dev.skein.benchmarks;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Prints what came of a benchmark. */
record Report(PrintStream out) {
    private static final double NANOS = 1_000_000;

    void title(String text) {
        out.println();
        out.println(text);
    }

    /** A table of the timings; ratios are to the first. */
    void timings(List<Timing> timings) {
        Table table = new Table("milliseconds", "median", "spread", "least", "most", "ratio");
        for (Timing timing : timings) {
            table.row(
                    timing.name(),
                    text(timing.median()),
                    text(timing.spread()),
                    text(timing.least()),
                    text(timing.most()),
                    String.format(Locale.ROOT, "%.2f", timing.ratio(timings.get(0))));
        }
        print(table);
    }

    /** What was asked of the server at least so many times, most frequent first. */
    void trips(String name, Trips trips, int atLeast) {
        title(name + ": " + trips.logins() + " logins, " + trips.count() + " round trips after them");
        Table table = new Table("round trips", "times");
        trips.byText().forEach((text, times) -> {
            if (times >= atLeast) {
                table.row(text.isEmpty() ? "(Sync alone)" : text, Integer.toString(times));
            }
        });
        print(table);
    }

    void print(Table table) {
        out.print(table);
    }

    void verdict(Budget budget, double figure) {
        out.println(budget.on(figure));
    }

    static double millis(Duration duration) {
        return duration.toNanos() / NANOS;
    }

    private static String text(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", millis(duration));
    }
}
