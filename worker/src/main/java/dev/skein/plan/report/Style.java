package dev.skein.plan.report;

/**
 * What a terminal can show.
 *
 * @param width its columns; what is out of 40 to 160 is brought into it
 */
public record Style(int width, Colour colour) {
    private static final int NARROWEST = 40;
    private static final int WIDEST = 160;

    /** Brings the width into its limits. */
    public Style {
        width = Math.max(NARROWEST, Math.min(WIDEST, width));
    }
}
