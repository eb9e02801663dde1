package dev.skein.telemetry;

/**
 * Which run is worked on.
 *
 * @param run its id; all its attempts are one trace
 * @param attempt from 1
 * @param bundle its name; empty text where the upload names none
 * @param version the bundle's; empty text where the upload names none
 */
public record RunFacts(String run, int attempt, String target, String bundle, String version) {}
