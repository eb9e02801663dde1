package dev.skein.intake;

import java.time.Instant;

/**
 * When something was uploaded, as far as S3 tells.
 *
 * @param time S3's LastModified, in whole seconds
 * @param sequencer says more, but of uploads to one key only
 */
public record UploadTime(Instant time, Sequencer sequencer) {
    /** A time without a sequencer. */
    public static UploadTime of(Instant time) {
        return new UploadTime(time, Sequencer.UNKNOWN);
    }

    /** The same upload, where its time has become known. */
    public UploadTime at(Instant known) {
        return new UploadTime(known, sequencer);
    }

    /** Whether it was before another upload, to another key. */
    public boolean isBefore(UploadTime other) {
        return time.isBefore(other.time);
    }

    /** Whether it was before another upload to the same key. */
    public boolean isBeforeAtSameKey(UploadTime other) {
        boolean told = sequencer.isKnown() && other.sequencer.isKnown();
        return told ? sequencer.isBefore(other.sequencer) : isBefore(other);
    }
}
