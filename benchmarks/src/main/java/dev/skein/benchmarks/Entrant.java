package dev.skein.benchmarks;

/** Some work under the name that it has in the table. */
record Entrant(String name, Work work) {}
