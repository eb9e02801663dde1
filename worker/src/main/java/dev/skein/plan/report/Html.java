package dev.skein.plan.report;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A piece of HTML. Text gets into it escaped, markup only by the tags, classes and places that are named in enums: what
 * comes from a plan can be neither a tag nor an attribute.
 */
final class Html {
    static final Html NOTHING = new Html("");

    private static final int TITLE = 200;
    private static final int BRIEF = 160;

    private final String markup;

    private Html(String markup) {
        this.markup = markup;
    }

    /** The elements that pages are made of. */
    enum Tag {
        HEADER,
        MAIN,
        SECTION,
        ARTICLE,
        FOOTER,
        NAV,
        H1,
        H2,
        H3,
        H4,
        P,
        DIV,
        SPAN,
        STRONG,
        UL,
        OL,
        LI,
        DL,
        DT,
        DD,
        CODE,
        PRE,
        DETAILS,
        SUMMARY,
        TABLE,
        TR,
        TH,
        TD;

        private String inHtml() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The text on one line, bounded and printable. */
    static Html text(String text) {
        return new Html(escaped(Shown.line(text)));
    }

    /**
     * The same for sites that turn names of people, numbers of issues and addresses into links, and tell those who are
     * named: an invisible character keeps them text.
     *
     * @see <a href="https://www.unicode.org/charts/PDF/U2000.pdf">U+2060 WORD JOINER</a>
     */
    static Html unlinked(String text) {
        return new Html(escaped(Shown.line(text).replaceAll("[@#]|:(?=//)", "$0\u2060")));
    }

    /** SQL or another text whose lines matter; nothing where it is blank. */
    static Html block(String text, int lines) {
        List<String> shown = Shown.lines(text, lines);
        return shown.isEmpty()
                ? NOTHING
                : new Html("<pre><code>"
                        + shown.stream().map(Html::line).collect(Collectors.joining("\n"))
                        + "</code></pre>");
    }

    /** A comment steps back behind the statements. */
    private static String line(String line) {
        return line.stripLeading().startsWith("--")
                ? "<span class=\"" + Look.SAME.inHtml() + "\">" + escaped(line) + "</span>"
                : escaped(line);
    }

    /** A line with its spaces as they are. */
    static Html kept(String line) {
        return new Html(escaped(Shown.printable(line)));
    }

    /** The beginning of a text. */
    static Html brief(String text) {
        return new Html(escaped(Shown.first(text, BRIEF)));
    }

    static Html of(Tag tag, Html... children) {
        return new Html("<" + tag.inHtml() + ">" + all(children).markup + "</" + tag.inHtml() + ">");
    }

    static Html of(Tag tag, Look look, Html... children) {
        return of(tag, List.of(look), children);
    }

    static Html of(Tag tag, List<Look> looks, Html... children) {
        String classes = looks.stream().map(Look::inHtml).collect(Collectors.joining(" "));
        return new Html(
                "<" + tag.inHtml() + " class=\"" + classes + "\">" + all(children).markup + "</" + tag.inHtml() + ">");
    }

    /** A part of the page that {@link #jump} leads to. */
    static Html part(Part part, Html... children) {
        return new Html("<section id=\"" + part.id() + "\"><h2>" + escaped(part.heading()) + "</h2>"
                + all(children).markup + "</section>\n");
    }

    /** A link to a part of the page. */
    static Html jump(Part part, String text) {
        return new Html("<a href=\"#" + part.id() + "\">" + escaped(Shown.line(text)) + "</a>");
    }

    /** A piece of a bar, as wide as its share of it; for the eye alone. */
    static Html bar(Look look, int share) {
        return new Html("<span class=\"" + look.inHtml() + " w" + share + "\" aria-hidden=\"true\"></span>");
    }

    static Html all(Html... pieces) {
        return all(Arrays.asList(pieces));
    }

    static Html all(List<Html> pieces) {
        return new Html(pieces.stream().map(piece -> piece.markup).collect(Collectors.joining()));
    }

    static Html all(Stream<Html> pieces) {
        return all(pieces.toList());
    }

    /** A whole page without scripts, with its style and nothing from elsewhere. */
    static String page(String title, Stylesheet style, Html body) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '%s'; base-uri 'none'; \
                form-action 'none'">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <meta name="referrer" content="no-referrer">
                <title>%s</title>
                <style>%s</style>
                </head>
                <body>
                %s
                </body>
                </html>
                """.formatted(style.hash(), escaped(Shown.line(title, TITLE)), style.css(), body.markup);
    }

    /**
     * The markup on one line, for Markdown: a block of HTML goes on to the first empty line, and until then nothing in it is
     * Markdown.
     *
     * @see <a href="https://spec.commonmark.org/0.31.2/#html-blocks">HTML blocks</a>
     */
    String line() {
        return markup.replace("\n", "&#10;");
    }

    boolean isEmpty() {
        return markup.isEmpty();
    }

    int bytes() {
        return markup.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
