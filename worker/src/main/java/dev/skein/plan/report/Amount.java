package dev.skein.plan.report;

import java.util.Locale;

/** Sizes, times and counts in words. */
final class Amount {
    private static final String[] THOUSANDS = {"", " thousand", " million", " billion", " trillion"};

    private Amount() {}

    /** Such as {@code about 41 million rows}; an estimate, so two digits are all that it has. */
    static String rows(long rows) {
        if (rows < 0) {
            return "rows unknown";
        }
        if (rows < 1000) {
            return "about " + count(rows, "row");
        }
        double size = rows;
        int unit = 0;
        while (size >= 999.5 && unit < THOUSANDS.length - 1) {
            size /= 1000;
            unit++;
        }
        return "about " + String.format(Locale.ROOT, size < 9.95 ? "%.1f" : "%.0f", size) + THOUSANDS[unit] + " rows";
    }

    /** Such as {@code 3 ms}, {@code 1.2 s} or {@code 2 min 5 s}. */
    static String time(double seconds) {
        if (seconds < 1) {
            return Math.round(seconds * 1000) + " ms";
        }
        if (seconds < 59.95) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        return whole < 3600
                ? whole / 60 + " min " + whole % 60 + " s"
                : whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }

    /** Such as {@code 1 row} or {@code 12,000 rows}. */
    static String count(long count, String noun) {
        return number(count) + " " + (count == 1 ? noun : noun + "s");
    }

    static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
