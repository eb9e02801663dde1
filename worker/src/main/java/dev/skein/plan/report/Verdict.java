package dev.skein.plan.report;

import java.util.Arrays;

/** What a plan comes to. */
enum Verdict {
    APPLY("would be applied", Tone.GOOD),
    APPROVE("needs approval", Tone.WARNING),
    REJECT("would be rejected", Tone.DANGER),
    NOTHING_TO_DO("nothing to do", Tone.GOOD),
    /** A word of a later version of the schema. */
    UNKNOWN("unknown verdict", Tone.WARNING);

    private final String words;
    private final Tone tone;

    Verdict(String words, Tone tone) {
        this.words = words;
        this.tone = tone;
    }

    static Verdict of(Item plan) {
        return Arrays.stream(values())
                .filter(verdict -> plan.is("verdict", verdict.name()))
                .findFirst()
                .orElse(UNKNOWN);
    }

    String words() {
        return words;
    }

    Tone tone() {
        return tone;
    }
}
