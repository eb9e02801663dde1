package dev.skein.plan.review;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Sizes, counts and times as people read them. */
final class Amounts {
    private static final int NAMES = 5;

    private Amounts() {}

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    static String rows(long rows) {
        return count(rows) + (rows == 1 ? " row" : " rows");
    }

    static String percent(long part, long whole) {
        return String.format(Locale.ROOT, "%.0f %%", 100.0 * part / whole);
    }

    static String time(Duration time) {
        if (time.toHours() >= 48) {
            return time.toDays() + " days";
        }
        if (time.toMinutes() >= 120) {
            return time.toHours() + " h";
        }
        return time.toSeconds() >= 120 ? time.toMinutes() + " min" : time.toSeconds() + " s";
    }

    /** A few of the names, and how many more there are. */
    static String names(List<String> names) {
        String first = names.stream().limit(NAMES).collect(Collectors.joining(", "));
        return names.size() > NAMES ? first + " and " + (names.size() - NAMES) + " more" : first;
    }
}
