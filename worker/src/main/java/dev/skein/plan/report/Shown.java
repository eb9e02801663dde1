package dev.skein.plan.report;

import dev.skein.bundle.Printable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Text of a plan as it may be shown: bounded, and without characters that act instead of being seen. */
final class Shown {
    /** Characters of prose that are shown. */
    private static final int LONGEST = 2_000;
    /** Characters that {@link Printable} takes at once without cutting. */
    private static final int PIECE = 400;

    private Shown() {}

    /** The text on one line. */
    static String line(String text) {
        return line(text, LONGEST);
    }

    /** The text on one line of at most so many characters. */
    static String line(String text, int longest) {
        return text.length() <= longest
                ? first(text, longest)
                : first(text, longest) + " (" + Amount.number(text.length()) + " characters in plan.json)";
    }

    /** The beginning of the text on one line. */
    static String first(String text, int longest) {
        String shown = printable(cut(text, longest).strip().replaceAll("[ \\t\\r\\n]+", " "));
        return text.length() <= longest ? shown : shown + "…";
    }

    /** The lines of SQL, of which the first so many are shown and a last one says how many are not. */
    static List<String> lines(String sql, int most) {
        if (sql.isBlank()) {
            return List.of();
        }
        String shown = cut(sql.strip(), LONGEST * 2);
        List<String> lines = Arrays.stream(shown.split("\\r?\\n"))
                .map(line -> printable(line.replace("\t", "    ").stripTrailing()))
                .toList();
        if (lines.size() <= most && shown.length() == sql.strip().length()) {
            return lines;
        }
        String rest = "-- … cut: " + Amount.number(sql.length()) + " characters in plan.json";
        return Stream.concat(lines.stream().limit(most), Stream.of(rest)).toList();
    }

    private static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end);
    }

    /** The whole text, its unprintable characters as escapes. */
    static String printable(String text) {
        int[] points = text.codePoints().toArray();
        return IntStream.iterate(0, start -> start < points.length, start -> start + PIECE)
                .mapToObj(start -> new String(points, start, Math.min(PIECE, points.length - start)))
                .map(Printable::of)
                .collect(Collectors.joining());
    }
}
