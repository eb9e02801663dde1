package dev.skein.bundle;

import dev.skein.intake.AwsFailure;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The uploaded bundles in the bucket. Every method throws the SDK's exceptions beside those that it names. */
public final class BundleStore {
    private static final String SHA256 = "skein-sha256";
    private static final String NOT_AFTER = "skein-not-after";

    private final S3Client s3;
    private final String bucket;

    /** @param bucket the one bucket that Skein is configured for */
    public BundleStore(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /**
     * What the store knows of an upload.
     *
     * @param sha256 as its uploader stated it; empty when it did not
     * @param size in bytes
     * @param uploaded S3's LastModified, to the second
     * @param notAfter from when on the upload may no longer be applied, ISO 8601 as its uploader wrote it
     */
    public record Stored(
            String versionId,
            String eTag,
            Optional<String> sha256,
            long size,
            Instant uploaded,
            Optional<String> notAfter) {}

    /**
     * Uploads a bundle, if nothing lies at its key yet.
     *
     * @return the new version's id; empty when the key is taken
     */
    public Optional<String> putFirst(BundleKey key, Path archive, String sha256, Optional<Instant> notAfter) {
        return put(request(key, sha256, notAfter).ifNoneMatch("*"), archive);
    }

    /**
     * Uploads a bundle once more over a version that it replaces.
     *
     * @return the new version's id; empty when somebody else put other bytes there meanwhile
     */
    public Optional<String> putAgain(
            BundleKey key, Path archive, String oldETag, String sha256, Optional<Instant> notAfter) {
        return put(request(key, sha256, notAfter).ifMatch(oldETag), archive);
    }

    /**
     * Uploads a bundle that belongs to a request.
     *
     * @return the new version's id
     */
    public String put(String key, Path archive) {
        return put(
                        PutObjectRequest.builder()
                                .bucket(bucket)
                                .key(key)
                                .contentType("application/zip")
                                .checksumAlgorithm(ChecksumAlgorithm.SHA256),
                        archive)
                .orElseThrow(() -> new IllegalStateException("others keep writing to " + key));
    }

    /** What lies at the key now; empty when nothing does. */
    public Optional<Stored> current(BundleKey key) {
        try {
            return Optional.of(stored(
                    s3.headObject(head -> head.bucket(bucket).key(key.path()).checksumMode(ChecksumMode.ENABLED))));
        } catch (S3Exception e) {
            if (e.statusCode() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** What the store knows of one version. */
    public Stored describe(String key, String versionId) {
        return stored(s3.headObject(
                head -> head.bucket(bucket).key(key).versionId(versionId).checksumMode(ChecksumMode.ENABLED)));
    }

    /** Why S3 refused a version: its answer to HEAD has no text, so it is asked once more, for the first byte. */
    public S3Exception refusal(String key, String versionId, S3Exception answer) {
        try {
            s3.getObject(
                    get -> get.bucket(bucket).key(key).versionId(versionId).range("bytes=0-0"),
                    ResponseTransformer.toBytes());
            return answer;
        } catch (S3Exception e) {
            return e;
        }
    }

    /** Fetches one version into a file that does not exist yet; the SDK verifies the checksum that S3 keeps. */
    public void download(String key, String versionId, Path file) {
        s3.getObject(
                get -> get.bucket(bucket).key(key).versionId(versionId).checksumMode(ChecksumMode.ENABLED),
                ResponseTransformer.toFile(file));
    }

    /**
     * Fetches what lies at the key now into a file that does not exist yet. Unlike a version by its id, that needs no permission
     * {@code s3:GetObjectVersion}, which those who push do not have.
     *
     * @param eTag of what is expected there
     * @return false when something else lies there meanwhile, or nothing
     */
    public boolean downloadCurrent(BundleKey key, String eTag, Path file) {
        try {
            s3.getObject(
                    get -> get.bucket(bucket).key(key.path()).ifMatch(eTag).checksumMode(ChecksumMode.ENABLED),
                    ResponseTransformer.toFile(file));
            return true;
        } catch (S3Exception e) {
            if (AwsFailure.isConflict(e) || AwsFailure.isMissing(e)) {
                return false;
            }
            throw e;
        }
    }

    private PutObjectRequest.Builder request(BundleKey key, String sha256, Optional<Instant> notAfter) {
        Map<String, String> metadata = new HashMap<>(Map.of(SHA256, sha256));
        notAfter.ifPresent(instant -> metadata.put(NOT_AFTER, instant.toString()));
        return PutObjectRequest.builder()
                .bucket(bucket)
                .key(key.path())
                .contentType("application/zip")
                .checksumSHA256(
                        Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256)))
                .metadata(metadata);
    }

    private Optional<String> put(PutObjectRequest.Builder request, Path archive) {
        try {
            String version =
                    s3.putObject(request.build(), RequestBody.fromFile(archive)).versionId();
            if (version == null) {
                throw new IllegalStateException(
                        "bucket " + bucket + " keeps no versions; enable versioning and push again");
            }
            return Optional.of(version);
        } catch (S3Exception e) {
            // 412: the condition failed; 409: another conditional write was under way.
            if (AwsFailure.isConflict(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Stored stored(HeadObjectResponse head) {
        // A multipart upload's checksum is of its parts' checksums ("…-3") and says nothing here.
        Optional<String> checksum = Optional.ofNullable(head.checksumSHA256())
                .filter(base64 -> base64.indexOf('-') < 0)
                .map(base64 -> HexFormat.of().formatHex(Base64.getDecoder().decode(base64)));
        return new Stored(
                head.versionId(),
                head.eTag(),
                checksum.or(() -> Optional.ofNullable(head.metadata().get(SHA256))),
                head.contentLength(),
                head.lastModified(),
                Optional.ofNullable(head.metadata().get(NOT_AFTER)));
    }
}
