package dev.skein.intake;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How often a message was a dead letter and sent back, and why, as the attribute {@link Mark#TRAIL} says it:
 * {@code 1:statement-failed@2026-01-31T12:00:00Z 2:worker-died@…}. The newest ten are kept, which is below 1 KiB.
 *
 * @param entries the oldest first
 */
public record Trail(List<Entry> entries) {
    static final int MOST = 10;

    private static final int LONGEST_REASON = 40;
    private static final Pattern ENTRY =
            Pattern.compile("(\\d{1,6}):([a-z0-9-]{1," + LONGEST_REASON + "})@(\\S{1,40})");

    /** Copies the entries, without the oldest where they are too many. */
    public Trail {
        entries = List.copyOf(entries.subList(Math.max(0, entries.size() - MOST), entries.size()));
    }

    /**
     * One letter that was sent back.
     *
     * @param attempt that ended in it
     * @param reason a code; what has another form than a code is {@code unknown}
     * @param at when the letter was sent
     */
    public record Entry(int attempt, String reason, Instant at) {
        /** Keeps the form. */
        public Entry {
            reason = reason.matches("[a-z0-9-]{1," + LONGEST_REASON + "}") ? reason : "unknown";
        }

        @Override
        public String toString() {
            return attempt + ":" + reason + "@" + at;
        }
    }

    /** Reads an attribute's value; what is no entry is left out. */
    public static Trail parse(String text) {
        return new Trail(Stream.of(text.split("\\s+"))
                .map(ENTRY::matcher)
                .filter(Matcher::matches)
                .flatMap(Trail::entry)
                .toList());
    }

    private static Stream<Entry> entry(Matcher form) {
        try {
            return Stream.of(new Entry(Integer.parseInt(form.group(1)), form.group(2), Instant.parse(form.group(3))));
        } catch (DateTimeException e) {
            return Stream.empty();
        }
    }

    /** The same, longer by one. */
    public Trail with(Entry entry) {
        List<Entry> longer = new ArrayList<>(entries);
        longer.add(entry);
        return new Trail(longer);
    }

    /** The attribute's value. */
    public String text() {
        return entries.stream().map(Entry::toString).collect(Collectors.joining(" "));
    }
}
