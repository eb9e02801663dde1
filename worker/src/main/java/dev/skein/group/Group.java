package dev.skein.group;

/**
 * Several targets that get the same bundle by one upload.
 *
 * @param name how keys and settings call it, as if it were a target
 * @param canary how many members are begun first; the others only when those went well. 0 to begin all at once
 */
public record Group(String name, Members members, int canary) {}
