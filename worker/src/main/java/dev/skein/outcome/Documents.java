package dev.skein.outcome;

import dev.skein.intake.AwsFailure;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The small objects of the bucket, read and written whole. Every method throws the SDK's exceptions. */
final class Documents {
    private static final String JSON_TYPE = "application/json";

    private final S3Client s3;
    private final String bucket;

    Documents(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /** Reads an object; empty when there is none. */
    Optional<byte[]> read(String key) {
        try {
            return Optional.of(
                    s3.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asByteArray());
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    /** Whether there is an object. */
    boolean isThere(String key) {
        try {
            s3.headObject(head -> head.bucket(bucket).key(key));
            return true;
        } catch (S3Exception e) {
            if (AwsFailure.isMissing(e)) {
                return false;
            }
            throw e;
        }
    }

    /** Writes a JSON document, whatever was there. */
    void put(String key, String json) {
        put(key, JSON_TYPE, json);
    }

    /** Writes a text of a media type, whatever was there. */
    void put(String key, String type, String text) {
        s3.putObject(put -> put.bucket(bucket).key(key).contentType(type), body(text));
    }

    /**
     * Writes a JSON document where there is none yet.
     *
     * @return the one that was there before, and stays; empty when this one was written
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html">Conditional writes</a>
     */
    Optional<byte[]> putOnce(String key, String json) {
        try {
            s3.putObject(
                    put -> put.bucket(bucket).key(key).contentType(JSON_TYPE).ifNoneMatch("*"), body(json));
            return Optional.empty();
        } catch (S3Exception e) {
            if (!AwsFailure.isConflict(e)) {
                throw e;
            }
            return Optional.of(read(key).orElseThrow(() -> e));
        }
    }

    /** Lists the objects whose keys begin with a prefix. */
    Stream<S3Object> list(String prefix) {
        return s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix)).contents().stream();
    }

    private static RequestBody body(String text) {
        return RequestBody.fromString(text, StandardCharsets.UTF_8);
    }
}
