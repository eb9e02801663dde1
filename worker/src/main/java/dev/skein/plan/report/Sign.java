package dev.skein.plan.report;

/** What becomes of an object, as a sign. */
enum Sign {
    ADDED("+", "added", Tone.GOOD),
    REMOVED("-", "removed", Tone.DANGER),
    RENAMED(">", "renamed", Tone.NOTE),
    CHANGED("~", "changed", Tone.WARNING);

    private final String ascii;
    private final String word;
    private final Tone tone;

    Sign(String ascii, String word, Tone tone) {
        this.ascii = ascii;
        this.word = word;
        this.tone = tone;
    }

    /** Reads an action; one that is not known counts as a change. */
    static Sign of(Item change) {
        return switch (change.text("action")) {
            case "ADDED" -> ADDED;
            case "REMOVED" -> REMOVED;
            case "RENAMED" -> RENAMED;
            default -> CHANGED;
        };
    }

    String ascii() {
        return ascii;
    }

    String word() {
        return word;
    }

    Tone tone() {
        return tone;
    }

    /** Whether the object is there only before or only afterwards. */
    boolean isWhole() {
        return this == ADDED || this == REMOVED;
    }
}
