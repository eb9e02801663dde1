package dev.skein.intake;

/**
 * One version of an S3 object that an event speaks of.
 *
 * @param key decoded
 * @param event the event of this object alone, in the form in which it can be sent again
 */
public record ObjectVersion(String bucket, String key, String versionId, String event) {}
