package dev.skein.outcome;

import dev.skein.intake.UploadTime;
import java.time.Instant;

/**
 * One numbered try of a run, and what it is about.
 *
 * @param number from 1; each redrive adds one
 * @param upload what was uploaded
 * @param delivery how its message came
 * @param started when work on it began
 */
public record Attempt(RunId run, int number, Upload upload, Delivery delivery, Instant started) {
    /**
     * The uploaded object.
     *
     * @param sha256 of the archive; empty text where it was never read
     * @param uploaded when, as far as S3 tells
     * @param by the principal that S3 names as the uploader; empty text where none is known
     */
    public record Upload(String key, String versionId, String sha256, UploadTime uploaded, String by) {}

    /**
     * How the message came that brought the attempt.
     *
     * @param waits how often it had to wait before
     * @param receives how often it was received since it was sent last, this time included
     * @param membership whose part it is
     */
    public record Delivery(int waits, int receives, Membership membership) {
        /** Without a queue. */
        public static final Delivery DIRECT = new Delivery(0, 1, Membership.NONE);
    }

    /** The same attempt, with what was learnt of the upload. */
    public Attempt with(String sha256, Instant uploaded) {
        return new Attempt(
                run,
                number,
                new Upload(
                        upload.key(),
                        upload.versionId(),
                        sha256,
                        upload.uploaded().at(uploaded),
                        upload.by()),
                delivery,
                started);
    }
}
