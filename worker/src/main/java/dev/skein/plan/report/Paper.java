package dev.skein.plan.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The lines of a terminal rendering. Whatever comes from a plan is made safe to print here. */
final class Paper {
    private final Style style;
    private final List<String> lines = new ArrayList<>();

    Paper(Style style) {
        this.style = style;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    int width() {
        return style.width();
    }

    /** An empty line, then a heading. */
    void heading(String text) {
        lines.add("");
        lines.add(Ink.BOLD.on(Shown.line(text), style.colour()));
    }

    /** Words, wrapped, the first of them in ink. */
    void words(int indent, Ink ink, String marked, String rest) {
        String lead = Shown.line(marked);
        List<String> wrapped = Wrap.words(lead + " " + Shown.line(rest), width() - indent - 2);
        String first = wrapped.get(0);
        lines.add(" ".repeat(indent)
                + (first.startsWith(lead)
                        ? ink.on(lead, style.colour()) + first.substring(lead.length())
                        : ink.on(first, style.colour())));
        wrapped.stream().skip(1).forEach(line -> lines.add(" ".repeat(indent + 2) + line));
    }

    /** Words, wrapped; nothing where there are none. */
    void words(int indent, String text) {
        Wrap.words(Shown.line(text), width() - indent).forEach(line -> lines.add(" ".repeat(indent) + line));
    }

    /** Words in ink. */
    void inked(int indent, Ink ink, String text) {
        Wrap.words(Shown.line(text), width() - indent)
                .forEach(line -> lines.add(" ".repeat(indent) + ink.on(line, style.colour())));
    }

    /** SQL to copy: its lines as they are, however long. */
    void sql(int indent, String sql, int most) {
        Shown.lines(sql, most).forEach(line -> lines.add((" ".repeat(indent) + line).stripTrailing()));
    }

    /** A line of a text that changes. */
    void differing(int indent, LineDiff.Line line) {
        String marked = line.mark().ascii() + line.text();
        lines.add((" ".repeat(indent)
                        + switch (line.mark()) {
                            case SAME -> marked;
                            case GONE -> Ink.RED.on(marked, style.colour());
                            case NEW -> Ink.GREEN.on(marked, style.colour());
                        })
                .stripTrailing());
    }

    /** A row of a table, laid out by the caller, in ink. */
    void row(Ink ink, String laidOut) {
        lines.add(ink.on(laidOut, style.colour()));
    }

    /** The first of many, and how many more there are. */
    <T> void first(List<T> all, int most, Consumer<T> each) {
        all.stream().limit(most).forEach(each);
        if (all.size() > most) {
            words(2, "… and " + Amount.number(all.size() - most) + " more (plan.json has all)");
        }
    }
}
