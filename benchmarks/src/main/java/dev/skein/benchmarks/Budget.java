package dev.skein.benchmarks;

import java.util.Locale;

/**
 * A limit that a figure is held against.
 *
 * @param what is limited
 * @param limit the most that is allowed
 * @param unit of both, such as {@code ms}
 */
record Budget(String what, double limit, String unit) {
    /** The verdict on a figure, as one line. */
    String on(double figure) {
        return String.format(
                Locale.ROOT,
                "%s: %.2f %s of at most %.2f %s: %s",
                what,
                figure,
                unit,
                limit,
                unit,
                figure <= limit ? "met" : "MISSED");
    }
}
