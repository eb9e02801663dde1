package dev.skein.plan.report;

import java.util.List;

/** What changes, on a terminal. */
final class TextChanges {
    private static final int MOST = 40;
    private static final int LINES = 40;
    private static final int INDENT = 6;
    private static final int DEEPER = 8;

    private final Item plan;
    private final Paper paper;

    TextChanges(Item plan, Paper paper) {
        this.plan = plan;
        this.paper = paper;
    }

    void print() {
        List<Item> changes = ChangeList.of(plan);
        if (!changes.isEmpty()) {
            paper.heading("What changes");
            paper.first(changes, MOST, this::change);
        }
    }

    private void change(Item change) {
        Sign sign = Sign.of(change);
        String was = change.has("was") ? change.text("was") + " -> " : "";
        paper.words(2, Ink.of(sign.tone()), sign.ascii(), change.text("kind") + " " + was + change.text("name"));
        if (sign.isWhole()) {
            paper.sql(DEEPER, change.text("before") + change.text("after"), LINES);
        } else if (change.list("fields").isEmpty()) {
            both(DEEPER, change.text("before"), change.text("after"));
        } else {
            change.list("fields").forEach(this::field);
        }
    }

    private void field(Item field) {
        String before = field.text("before");
        String after = field.text("after");
        String both = field.text("name") + ": " + or(before) + " -> " + or(after);
        if (both.length() <= paper.width() - INDENT && !both.contains("\n")) {
            paper.words(INDENT, both);
        } else {
            paper.words(INDENT, field.text("name") + ":");
            both(DEEPER, before, after);
        }
    }

    private static String or(String text) {
        return text.isEmpty() ? "(none)" : text;
    }

    private void both(int indent, String before, String after) {
        if (!before.equals(after)) {
            LineDiff.of(before, after, LINES).forEach(line -> paper.differing(indent, line));
        }
    }
}
