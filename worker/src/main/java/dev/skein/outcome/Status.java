package dev.skein.outcome;

/** How a run ended, as the outcome's document says it. */
public enum Status {
    /** Everything that was pending is applied. */
    APPLIED,
    /** Nothing was to be done. */
    UNCHANGED,
    /** A person has to agree to the plan. */
    AWAITING_APPROVAL,
    /** Bundle or target say no; the database was not touched. */
    REJECTED,
    /** PostgreSQL or the surroundings said no. */
    FAILED,
    /** Somebody asked for its end. */
    CANCELLED;

    /** Whether the bundle's content is in the database now. */
    public boolean isGood() {
        return this == APPLIED || this == UNCHANGED;
    }

    /** Whether the run's message ends in the dead-letter queue. */
    public boolean isDead() {
        return this == REJECTED || this == FAILED;
    }
}
