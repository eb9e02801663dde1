package dev.skein.outcome;

/**
 * A run that was sent back from the dead letters.
 *
 * @param attempt that it begins
 */
public record Redriven(RunId run, int attempt) {}
