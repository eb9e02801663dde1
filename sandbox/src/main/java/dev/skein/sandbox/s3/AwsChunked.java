package dev.skein.sandbox.s3;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Decodes the aws-chunked content encoding, signed or not, with trailing headers; signatures are not verified.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html">Signature calculations
 *     with trailing headers</a>
 */
final class AwsChunked {
    private final byte[] encoded;
    private int position;

    /** The bytes of the object, and the trailing headers by lower-case name. */
    // Bytes are only passed on here, never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Decoded(byte[] bytes, Map<String, String> trailers) {}

    private AwsChunked(byte[] encoded) {
        this.encoded = encoded;
    }

    static Decoded decode(byte[] encoded) {
        return new AwsChunked(encoded).decode();
    }

    private Decoded decode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length);
        for (int size = size(line()); size > 0; size = size(line())) {
            if (position + size + 2 > encoded.length) {
                throw ErrorCode.INCOMPLETE_BODY.error();
            }
            bytes.write(encoded, position, size);
            position += size;
            if (!line().isEmpty()) {
                throw ErrorCode.INCOMPLETE_BODY.error();
            }
        }
        return new Decoded(bytes.toByteArray(), trailers());
    }

    private Map<String, String> trailers() {
        Map<String, String> trailers = new HashMap<>();
        while (position < encoded.length) {
            String line = line();
            int colon = line.indexOf(':');
            if (colon > 0) {
                trailers.put(
                        line.substring(0, colon).trim().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).trim());
            } else if (!line.isEmpty()) {
                throw ErrorCode.MALFORMED_TRAILER.error();
            }
        }
        return trailers;
    }

    private static int size(String line) {
        try {
            int size = Integer.parseInt(line.replaceFirst(";.*", ""), 16);
            if (size >= 0) {
                return size;
            }
        } catch (NumberFormatException e) {
            // Refused below, like a negative size.
        }
        throw ErrorCode.INCOMPLETE_BODY.error();
    }

    private String line() {
        for (int end = position; end + 1 < encoded.length; end++) {
            if (encoded[end] == '\r' && encoded[end + 1] == '\n') {
                String line = new String(encoded, position, end - position, StandardCharsets.ISO_8859_1);
                position = end + 2;
                return line;
            }
        }
        throw ErrorCode.INCOMPLETE_BODY.error();
    }
}
