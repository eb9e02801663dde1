package dev.skein.plan.hazard;

/** What a policy says of a hazard; the later one wins over the earlier. */
public enum Decision {
    /** Goes on. */
    ALLOW,
    /** A person has to agree. */
    APPROVE,
    /** Does not go on. */
    BLOCK
}
