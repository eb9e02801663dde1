package dev.skein.plan.report;

import java.util.Locale;

/** The parts of the page, in their order. */
enum Part {
    STOPS("What stops it"),
    AGREE("A person has to agree"),
    UNDECIDED("Could not be decided"),
    KNOW("Good to know"),
    CHANGES("What changes"),
    LOCKS("What is locked, and when"),
    NOW("On the target now"),
    ROWS("What was asked of the rows"),
    SQL("The SQL"),
    METHOD("How this was found out");

    private final String heading;

    Part(String heading) {
        this.heading = heading;
    }

    String heading() {
        return heading;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
