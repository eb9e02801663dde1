package dev.skein.rig;

/** One row of the table of results. */
interface Trial {
    /** What is done to the workers, their network or the server. */
    String title();
}
