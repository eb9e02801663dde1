package dev.skein.plan.report;

import java.util.stream.Collectors;

/** A segment in words. */
final class Segment {
    private static final int NAMED = 4;

    private Segment() {}

    /** What it is: one transaction, or statements each on their own. */
    static String title(Item segment) {
        return segment.flag("transaction") ? "One transaction" : "Each statement on its own";
    }

    /** What is in it, such as {@code 2 statements of migrations/V5__x.sql}. */
    static String extent(Item segment) {
        int count = segment.list("migrations").size();
        String files = segment.texts("migrations").stream().limit(NAMED).collect(Collectors.joining(", "));
        String rest = count > NAMED ? " and " + (count - NAMED) + " more" : "";
        return Amount.count(segment.list("statements").size(), "statement")
                + (files.isEmpty() ? "" : " of " + files + rest);
    }
}
