package dev.skein.plan.trace;

/** What becomes of the transactions of a rehearsal. */
enum Committing {
    /** Each migration commits: nothing is lost with a scratch database. */
    AS_WRITTEN,
    /** All is one transaction that is rolled back. */
    NEVER
}
