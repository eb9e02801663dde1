package dev.skein.sandbox.s3;

import dev.skein.sandbox.http.Request;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The bytes that a client sends, decoded and checked against everything that the client says of them.
 *
 * @param claimed the checksum that the client sent, where it sent one
 */
// Bytes are only passed on here, never compared.
@SuppressWarnings("ArrayRecordComponent")
record Payload(byte[] bytes, Optional<ObjectChecksum> claimed) {
    private static final Set<String> PLAIN = Set.of("UNSIGNED-PAYLOAD", "");
    private static final Set<String> CHUNKED = Set.of(
            "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
            "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
            "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER");

    static Payload of(Request request) {
        String sha256 = request.header("x-amz-content-sha256").orElse("");
        if (CHUNKED.contains(sha256)) {
            return chunked(request);
        }
        if (sha256.startsWith("STREAMING-")) {
            throw ErrorCode.NOT_IMPLEMENTED.error().detail("Header", "x-amz-content-sha256");
        }
        if (!PLAIN.contains(sha256)) {
            checkSha256(sha256, request.body());
        }
        return checked(request, request.body(), Map.of());
    }

    ObjectChecksum checksum() {
        return claimed.orElseGet(() -> ObjectChecksum.full(ChecksumAlgorithm.CRC64NVME, bytes));
    }

    String md5() {
        return HexFormat.of().formatHex(ChecksumAlgorithm.hash("MD5", bytes));
    }

    private static Payload chunked(Request request) {
        AwsChunked.Decoded decoded = AwsChunked.decode(request.body());
        String length = String.valueOf(decoded.bytes().length);
        if (!request.header("x-amz-decoded-content-length").orElse(length).equals(length)) {
            throw ErrorCode.INCOMPLETE_BODY.error();
        }
        request.header("x-amz-trailer").ifPresent(trailer -> {
            if (!decoded.trailers().containsKey(trailer.trim())) {
                throw ErrorCode.MALFORMED_TRAILER.error();
            }
        });
        return checked(request, decoded.bytes(), decoded.trailers());
    }

    private static Payload checked(Request request, byte[] bytes, Map<String, String> trailers) {
        request.header("content-md5").ifPresent(md5 -> checkMd5(md5, bytes));
        Map<ChecksumAlgorithm, String> claims = new HashMap<>();
        for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
            Optional.ofNullable(trailers.get(algorithm.header()))
                    .or(() -> request.header(algorithm.header()))
                    .or(() -> request.query().get(algorithm.header()))
                    .ifPresent(value -> claims.put(algorithm, value));
        }
        if (claims.size() > 1) {
            throw ErrorCode.INVALID_REQUEST.error(
                    "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
        }
        if (claims.isEmpty() && request.header("x-amz-sdk-checksum-algorithm").isPresent()) {
            throw ErrorCode.INVALID_REQUEST.error("x-amz-sdk-checksum-algorithm specified, but no corresponding"
                    + " x-amz-checksum-* or x-amz-trailer headers were found.");
        }
        claims.forEach((algorithm, value) -> check(algorithm, value, bytes));
        return new Payload(
                bytes, claims.keySet().stream().findFirst().map(algorithm -> ObjectChecksum.full(algorithm, bytes)));
    }

    private static void check(ChecksumAlgorithm algorithm, String value, byte[] bytes) {
        if (decoded(value)
                .filter(given -> given.length == algorithm.digest(new byte[0]).length)
                .isEmpty()) {
            throw ErrorCode.INVALID_REQUEST.error("Value for " + algorithm.header() + " header is invalid.");
        }
        if (!algorithm.base64(bytes).equals(value)) {
            throw ErrorCode.BAD_DIGEST.error(
                    "The " + algorithm + " you specified did not match the calculated checksum.");
        }
    }

    private static void checkMd5(String value, byte[] bytes) {
        if (decoded(value).filter(given -> given.length == 16).isEmpty()) {
            throw ErrorCode.INVALID_DIGEST.error().detail("Content-MD5", value);
        }
        if (!Base64.getEncoder()
                .encodeToString(ChecksumAlgorithm.hash("MD5", bytes))
                .equals(value)) {
            throw ErrorCode.BAD_DIGEST.error();
        }
    }

    private static void checkSha256(String value, byte[] bytes) {
        String computed = HexFormat.of().formatHex(ChecksumAlgorithm.hash("SHA-256", bytes));
        if (!computed.equals(value)) {
            throw ErrorCode.SHA256_MISMATCH
                    .error()
                    .detail("ClientComputedContentSHA256", value)
                    .detail("S3ComputedContentSHA256", computed);
        }
    }

    private static Optional<byte[]> decoded(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
