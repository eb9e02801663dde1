package dev.skein.plan.report;

/** Whether a terminal shows colours. */
public enum Colour {
    /** The 16 colours that every terminal has, and bold. */
    ON,
    /** Plain text, for files and pipes. */
    OFF
}
