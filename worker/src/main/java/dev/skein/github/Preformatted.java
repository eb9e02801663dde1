package dev.skein.github;

import java.util.List;

/**
 * Lines as they are, in Markdown: one line of HTML, which no character in them can end.
 *
 * @see <a href="https://spec.commonmark.org/0.31.2/#html-blocks">HTML blocks</a>
 */
final class Preformatted {
    /** Characters that are shown; the log has all of them. */
    private static final int MOST = 40_000;

    private Preformatted() {}

    static String of(List<String> lines) {
        StringBuilder shown = new StringBuilder();
        for (String line : lines) {
            String escaped = escaped(line);
            if (shown.length() + escaped.length() > MOST) {
                shown.append("…");
                break;
            }
            shown.append(escaped).append("&#10;");
        }
        return "<div><pre>" + shown + "</pre></div>";
    }

    private static String escaped(String line) {
        return line.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\n", "&#10;");
    }
}
