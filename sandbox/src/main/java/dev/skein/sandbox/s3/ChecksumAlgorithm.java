package dev.skein.sandbox.s3;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * The checksums of S3.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html">Checking object
 *     integrity</a>
 */
enum ChecksumAlgorithm {
    CRC32,
    CRC32C,
    CRC64NVME,
    SHA1,
    SHA256;

    /** By its name in a header, in whichever case. */
    static Optional<ChecksumAlgorithm> named(String name) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    String header() {
        return "x-amz-checksum-" + name().toLowerCase(Locale.ROOT);
    }

    /** The element in XML. */
    String element() {
        return "Checksum" + name();
    }

    boolean isCrc() {
        return this != SHA1 && this != SHA256;
    }

    byte[] digest(byte[] bytes) {
        return switch (this) {
            case CRC32 ->
                ByteBuffer.allocate(4).putInt((int) sum(new CRC32(), bytes)).array();
            case CRC32C ->
                ByteBuffer.allocate(4).putInt((int) sum(new CRC32C(), bytes)).array();
            case CRC64NVME ->
                ByteBuffer.allocate(8).putLong(sum(new Crc64Nvme(), bytes)).array();
            case SHA1 -> hash("SHA-1", bytes);
            case SHA256 -> hash("SHA-256", bytes);
        };
    }

    String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(digest(bytes));
    }

    /** A hash of the JDK. */
    static byte[] hash(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has " + algorithm, e);
        }
    }

    private static long sum(Checksum checksum, byte[] bytes) {
        checksum.update(bytes, 0, bytes.length);
        return checksum.getValue();
    }
}
