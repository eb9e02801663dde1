package dev.skein.plan.report;

import java.util.Locale;

/** The classes that the style sheet knows. */
enum Look {
    BANNER,
    VERDICT,
    SUBJECT,
    LEAD,
    JUMP,
    CARD,
    HEAD,
    CODE,
    CHIP,
    WHERE,
    ROWS,
    LABEL,
    MUTED,
    CHANGE,
    SIGN,
    KIND,
    NAME,
    FIELD,
    DIFF,
    SAME,
    GONE,
    NEW,
    LOCKED,
    TRACK,
    REST,
    CAPTION,
    STEP,
    SIZE,
    IDS,
    DANGER,
    WARNING,
    NOTE,
    GOOD,
    CALM;

    static Look of(Tone tone) {
        return valueOf(tone.name());
    }

    String inHtml() {
        return name().toLowerCase(Locale.ROOT);
    }
}
