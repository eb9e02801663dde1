package dev.skein.plan.facts;

/** Whether a table holds rows. A size does not tell: it may be an estimate, or that of room for rows to come. */
public enum Content {
    /** The table was asked, and has none. */
    EMPTY,
    /** The table was asked, and has some. */
    ROWS,
    /** The table gave no answer: it is locked, or the role may not read it. */
    UNKNOWN
}
