package dev.skein.outcome;

/** How a run ended, as the outcome's document says it. */
public enum Status {
    /** Everything that was pending is applied. */
    APPLIED,
    /** Nothing was to be done. */
    UNCHANGED,
    /** Bundle or target say no; the database was not touched. */
    REJECTED,
    /** PostgreSQL or the surroundings said no. */
    FAILED;

    /** Whether the bundle's content is in the database now. */
    public boolean isGood() {
        return this == APPLIED || this == UNCHANGED;
    }
}
