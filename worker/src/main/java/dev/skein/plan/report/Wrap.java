package dev.skein.plan.report;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines at spaces; a word that is longer than a line is broken where the line ends. */
final class Wrap {
    private Wrap() {}

    static List<String> words(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.stripTrailing().split(" ", -1)) {
            append(lines, line, word, width);
        }
        if (!line.isEmpty()) {
            lines.add(line.toString());
        }
        return lines;
    }

    private static void append(List<String> lines, StringBuilder line, String word, int width) {
        if (!line.isEmpty() && length(line) + 1 + length(word) > width) {
            lines.add(line.toString());
            line.setLength(0);
        }
        if (!line.isEmpty()) {
            line.append(' ');
        }
        String rest = word;
        while (length(line) + length(rest) > width) {
            int end = rest.offsetByCodePoints(0, width);
            lines.add(rest.substring(0, end));
            rest = rest.substring(end);
        }
        line.append(rest);
    }

    /** Columns that a text takes; each character counts as one. */
    static int length(CharSequence text) {
        return Character.codePointCount(text, 0, text.length());
    }
}
