package dev.skein.github;

import dev.skein.bundle.Printable;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A remark that GitHub shows beside a line of a pull request's files.
 *
 * @param title the code of a problem or hazard
 * @param message lines, of which at most 4,000 characters are kept
 */
record Annotation(Level level, Place place, String title, String message) {
    private static final int LONGEST = 4_000;

    Annotation {
        title = Printable.of(title);
        String printable = message.lines().map(Printable::of).collect(Collectors.joining("\n"));
        message = printable.length() <= LONGEST ? printable : printable.substring(0, LONGEST);
    }

    /** How bad it is. */
    enum Level {
        ERROR,
        WARNING,
        NOTICE;

        String command() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
