package dev.skein.intake;

/**
 * One version of an S3 object that an event speaks of.
 *
 * @param key decoded
 * @param principal who put it there, as S3 names him, such as {@code AWS:AROAEXAMPLEID:session}; empty text where the event does
 *     not say
 * @param event the event of this object alone, in the form in which it can be sent again
 */
public record ObjectVersion(String bucket, String key, String versionId, String principal, String event) {}
