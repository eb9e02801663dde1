package dev.skein.sandbox.s3;

import dev.skein.sandbox.http.Response;

/**
 * The checksum that is kept with an object.
 *
 * @param value base64; of a composite one followed by the number of parts
 */
record ObjectChecksum(ChecksumAlgorithm algorithm, String value, Type type) {
    /** What the checksum was computed over. */
    enum Type {
        FULL_OBJECT,
        COMPOSITE
    }

    static ObjectChecksum full(ChecksumAlgorithm algorithm, byte[] bytes) {
        return new ObjectChecksum(algorithm, algorithm.base64(bytes), Type.FULL_OBJECT);
    }

    Response addTo(Response response) {
        return response.with(algorithm.header(), value).with("x-amz-checksum-type", type.name());
    }
}
