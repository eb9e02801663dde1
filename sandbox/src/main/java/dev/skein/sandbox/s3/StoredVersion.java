package dev.skein.sandbox.s3;

import java.time.Instant;
import java.util.function.Function;

/** One version of a key: an object, or a mark that the key was deleted. */
sealed interface StoredVersion {
    /** The version of everything in a bucket that was never versioned. */
    String NULL = "null";

    String versionId();

    Instant lastModified();

    /** An object. */
    // Bytes are only passed on here, never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Content(String versionId, Instant lastModified, byte[] bytes, Facts facts) implements StoredVersion {
        @Override
        public <R> R match(Function<Content, R> content, Function<Marker, R> marker) {
            return content.apply(this);
        }
    }

    /** A delete marker. */
    record Marker(String versionId, Instant lastModified) implements StoredVersion {
        @Override
        public <R> R match(Function<Content, R> content, Function<Marker, R> marker) {
            return marker.apply(this);
        }
    }

    <R> R match(Function<Content, R> content, Function<Marker, R> marker);
}
