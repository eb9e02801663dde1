package dev.skein.plan.hazard;

/** How much a hazard may hurt. */
public enum Severity {
    /** Worth knowing. */
    NOTE,
    /** May slow down or break something while it runs or soon after. */
    WARNING,
    /** Will fail, lose data, or stop those who use the table. */
    DANGER
}
