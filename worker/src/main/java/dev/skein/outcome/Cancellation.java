package dev.skein.outcome;

import java.time.Instant;

/**
 * That somebody asked for the end of an attempt.
 *
 * @param by the principal that S3 names; empty text where none is known
 */
public record Cancellation(String by, Instant at) {}
