package dev.skein.benchmarks;

/**
 * Some work under the name that it has in the table.
 *
 * @param before makes ready for it, and is not timed
 * @param work what is timed
 * @param after checks what came of it, and is not timed
 */
record Entrant(String name, Work before, Work work, Work after) {
    /** Work that needs nothing made ready, and checks itself. */
    Entrant(String name, Work work) {
        this(name, () -> {}, work, () -> {});
    }
}
