package dev.skein.sandbox.s3;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** An upload in parts, until it is completed or aborted. */
final class MultipartUpload {
    /** One part. */
    // Bytes are only passed on here, never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Part(byte[] bytes, String md5) {}

    private final String bucket;
    private final String key;
    private final Map<String, String> headers;
    private final String principal;
    private final ChecksumAlgorithm algorithm;
    private final ObjectChecksum.Type type;
    private final Map<Integer, Part> parts = new ConcurrentSkipListMap<>();

    MultipartUpload(S3Request request, ChecksumAlgorithm algorithm, ObjectChecksum.Type type) {
        this.bucket = request.bucket();
        this.key = request.key();
        this.headers = ObjectHeaders.of(request.http());
        this.principal = ObjectOperations.principal(request.http());
        this.algorithm = algorithm;
        this.type = type;
    }

    boolean isOf(S3Request request) {
        return request.bucket().equals(bucket) && request.key().equals(key);
    }

    ChecksumAlgorithm algorithm() {
        return algorithm;
    }

    ObjectChecksum.Type type() {
        return type;
    }

    Map<Integer, Part> parts() {
        return parts;
    }

    static byte[] joined(List<Part> chosen) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        chosen.forEach(part -> bytes.writeBytes(part.bytes()));
        return bytes.toByteArray();
    }

    /** The entity tag of a multipart object: the MD5 of the parts' MD5s, with their number. */
    Facts facts(List<Part> chosen, byte[] whole) {
        ByteArrayOutputStream md5s = new ByteArrayOutputStream();
        chosen.forEach(part -> md5s.writeBytes(HexFormat.of().parseHex(part.md5())));
        String etag = HexFormat.of().formatHex(ChecksumAlgorithm.hash("MD5", md5s.toByteArray()));
        return new Facts(etag + "-" + chosen.size(), headers, checksum(chosen, whole), principal);
    }

    private ObjectChecksum checksum(List<Part> chosen, byte[] whole) {
        if (type == ObjectChecksum.Type.FULL_OBJECT) {
            return ObjectChecksum.full(algorithm, whole);
        }
        ByteArrayOutputStream digests = new ByteArrayOutputStream();
        chosen.forEach(part -> digests.writeBytes(algorithm.digest(part.bytes())));
        String value = algorithm.base64(digests.toByteArray()) + "-" + chosen.size();
        return new ObjectChecksum(algorithm, value, type);
    }
}
