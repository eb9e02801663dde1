package dev.skein.sandbox.s3;

import java.util.Map;

/**
 * What S3 keeps with an object's bytes.
 *
 * @param etag without its quotes
 * @param principal who put it there; empty text for nobody that is known
 * @param headers Content-Type and the like, and user metadata with its prefix, as they are given back
 */
record Facts(String etag, Map<String, String> headers, ObjectChecksum checksum, String principal) {
    Facts {
        headers = Map.copyOf(headers);
    }
}
