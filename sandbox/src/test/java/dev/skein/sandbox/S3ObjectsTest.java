package dev.skein.sandbox;

import static dev.skein.sandbox.RunningSandbox.S3;
import static dev.skein.sandbox.RunningSandbox.bucket;
import static dev.skein.sandbox.RunningSandbox.fresh;
import static dev.skein.sandbox.RunningSandbox.versionedBucket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3ObjectsTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static PutObjectResponse put(String bucket, String key, String body) {
        return S3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString(body));
    }

    private static String get(String bucket, String key) {
        return S3.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asUtf8String();
    }

    @Test
    void gives_back_what_was_put_with_its_metadata() {
        String bucket = bucket();
        S3.putObject(
                put -> put.bucket(bucket)
                        .key("a b/ü+%&.txt")
                        .contentType("text/plain")
                        .metadata(Map.of("k", "v")),
                RequestBody.fromString("héllo"));
        ResponseBytes<GetObjectResponse> got =
                S3.getObjectAsBytes(get -> get.bucket(bucket).key("a b/ü+%&.txt"));
        assertThat(got.asUtf8String()).isEqualTo("héllo");
        assertThat(got.response().contentType()).isEqualTo("text/plain");
        assertThat(got.response().metadata()).containsExactly(Map.entry("k", "v"));
        assertThat(got.response().versionId()).isNull();
    }

    @Test
    void keeps_every_version_and_deletes_by_a_marker() {
        String bucket = versionedBucket();
        String first = put(bucket, "k", "1").versionId();
        String second = put(bucket, "k", "2").versionId();
        assertThat(first).matches("[A-Za-z0-9._-]{32}").isNotEqualTo(second);
        String marker =
                S3.deleteObject(delete -> delete.bucket(bucket).key("k")).versionId();
        assertThatThrownBy(() -> get(bucket, "k")).isInstanceOf(NoSuchKeyException.class);
        assertThat(S3.getObjectAsBytes(get -> get.bucket(bucket).key("k").versionId(first))
                        .asUtf8String())
                .isEqualTo("1");
        S3.deleteObject(delete -> delete.bucket(bucket).key("k").versionId(marker));
        assertThat(get(bucket, "k")).isEqualTo("2");
    }

    @Test
    void tells_an_unknown_version_from_an_impossible_one() {
        String bucket = versionedBucket();
        put(bucket, "k", "1");
        assertThatThrownBy(
                        () -> S3.headObject(head -> head.bucket(bucket).key("k").versionId("A".repeat(32))))
                .satisfies(
                        error -> assertThat(((S3Exception) error).statusCode()).isEqualTo(404));
        assertThatThrownBy(() ->
                        S3.getObjectAsBytes(get -> get.bucket(bucket).key("k").versionId("A".repeat(32))))
                .satisfies(error -> code(error, "NoSuchVersion"));
        assertThatThrownBy(() ->
                        S3.getObjectAsBytes(get -> get.bucket(bucket).key("k").versionId("short")))
                .satisfies(error -> code(error, "InvalidArgument"));
    }

    @Test
    void lets_one_of_many_concurrent_creators_win() {
        String bucket = versionedBucket();
        List<Integer> statuses = IntStream.range(0, 40)
                .parallel()
                .mapToObj(i -> {
                    try {
                        S3.putObject(
                                put -> put.bucket(bucket).key("once").ifNoneMatch("*"),
                                RequestBody.fromString("writer " + i));
                        return 200;
                    } catch (S3Exception e) {
                        return e.statusCode();
                    }
                })
                .toList();
        assertThat(statuses)
                .containsOnlyOnce(200)
                .filteredOn(status -> status == 412)
                .hasSize(39);
    }

    @Test
    void replaces_only_the_entity_that_the_writer_has_seen() {
        String bucket = bucket();
        String seen = put(bucket, "k", "1").eTag();
        S3.putObject(put -> put.bucket(bucket).key("k").ifMatch(seen), RequestBody.fromString("2"));
        assertThatThrownBy(() ->
                        S3.putObject(put -> put.bucket(bucket).key("k").ifMatch(seen), RequestBody.fromString("3")))
                .satisfies(error -> code(error, "PreconditionFailed"));
        assertThatThrownBy(() ->
                        S3.putObject(put -> put.bucket(bucket).key("none").ifMatch(seen), RequestBody.fromString("3")))
                .satisfies(error -> code(error, "NoSuchKey"));
    }

    @ParameterizedTest
    @EnumSource(names = {"CRC32", "CRC32_C", "CRC64_NVME", "SHA1", "SHA256"})
    void verifies_and_returns_the_checksum_that_was_sent(ChecksumAlgorithm algorithm) {
        // The SDK computes CRC64NVME only with the CRT library.
        String bucket = bucket();
        if (algorithm == ChecksumAlgorithm.CRC64_NVME) {
            // Published check value of CRC-64/NVME for "123456789": AE8B14860A799888.
            S3.putObject(
                    put -> put.bucket(bucket).key("k").checksumCRC64NVME("rosUhgp5mIg="),
                    RequestBody.fromString("123456789"));
        } else {
            S3.putObject(
                    put -> put.bucket(bucket).key("k").checksumAlgorithm(algorithm),
                    RequestBody.fromString("123456789"));
        }
        GetObjectResponse got = S3.getObjectAsBytes(
                        get -> get.bucket(bucket).key("k").checksumMode(ChecksumMode.ENABLED))
                .response();
        assertThat(List.of(
                        String.valueOf(got.checksumCRC32()),
                        String.valueOf(got.checksumCRC32C()),
                        String.valueOf(got.checksumCRC64NVME()),
                        String.valueOf(got.checksumSHA1()),
                        String.valueOf(got.checksumSHA256())))
                .filteredOn(value -> !value.equals("null"))
                .hasSize(1);
    }

    @Test
    void refuses_a_wrong_checksum_and_a_wrong_md5() {
        String bucket = bucket();
        assertThatThrownBy(() -> S3.putObject(
                        put -> put.bucket(bucket)
                                .key("k")
                                .checksumSHA256("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
                        RequestBody.fromString("not empty")))
                .satisfies(error -> code(error, "BadDigest"));
        assertThatThrownBy(() -> S3.putObject(
                        put -> put.bucket(bucket).key("k").contentMD5("1B2M2Y8AsgTpgAmY7PhCfg=="),
                        RequestBody.fromString("not empty")))
                .satisfies(error -> code(error, "BadDigest"));
        assertThatThrownBy(() -> get(bucket, "k")).isInstanceOf(NoSuchKeyException.class);
    }

    @Test
    void deletes_many_at_once() {
        String bucket = versionedBucket();
        put(bucket, "a", "1");
        put(bucket, "b", "1");
        assertThat(S3.deleteObjects(delete -> delete.bucket(bucket)
                                .delete(d -> d.objects(
                                        ObjectIdentifier.builder().key("a").build(),
                                        ObjectIdentifier.builder().key("b").build())))
                        .deleted())
                .hasSize(2)
                .allMatch(deleted -> deleted.deleteMarker());
    }

    @Test
    void refuses_whatever_it_would_have_to_ignore() {
        String bucket = bucket();
        assertThatThrownBy(() -> S3.putBucketPolicy(put -> put.bucket(bucket).policy("{}")))
                .satisfies(error -> code(error, "NotImplemented"));
        assertThatThrownBy(() -> S3.putObject(
                        put -> put.bucket(bucket).key("k").storageClass("GLACIER"), RequestBody.fromString("x")))
                .satisfies(error -> code(error, "NotImplemented"));
        assertThatThrownBy(() -> S3.getObjectTagging(get -> get.bucket(bucket).key("k")))
                .satisfies(error -> code(error, "NotImplemented"));
        assertThatThrownBy(() -> S3.copyObject(copy -> copy.sourceBucket(bucket)
                        .sourceKey("k")
                        .destinationBucket(bucket)
                        .destinationKey("l")))
                .satisfies(error -> code(error, "NotImplemented"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-1", "bytes=-2", "bytes=3-"})
    void gives_a_range(String range) {
        String bucket = bucket();
        put(bucket, "k", "01234");
        String part = S3.getObjectAsBytes(get -> get.bucket(bucket).key("k").range(range))
                .asUtf8String();
        assertThat(part).isEqualTo(range.equals("bytes=0-1") ? "01" : "34");
    }

    @Test
    void refuses_strangers_and_the_key_without_permission() throws Exception {
        String bucket = bucket();
        assertThat(rawGet(bucket, "stranger").body()).contains("<Code>InvalidAccessKeyId</Code>");
        assertThat(rawGet(bucket, "DENIED").body()).contains("<Code>AccessDenied</Code>");
        assertThat(rawGet(bucket, "sandbox").body()).contains("<Code>NoSuchKey</Code>");
    }

    @Test
    void creates_a_bucket_once() {
        String name = fresh("bucket");
        S3.createBucket(create -> create.bucket(name));
        assertThatThrownBy(() -> S3.createBucket(create -> create.bucket(name)))
                .satisfies(error -> code(error, "BucketAlreadyOwnedByYou"));
    }

    static void code(Throwable error, String code) {
        assertThat(((S3Exception) error).awsErrorDetails().errorCode()).isEqualTo(code);
    }

    private static HttpResponse<String> rawGet(String bucket, String accessKey)
            throws IOException, InterruptedException {
        URI uri = RunningSandbox.SANDBOX.endpoint().resolve("/" + bucket + "/missing");
        String authorization = "AWS4-HMAC-SHA256 Credential=" + accessKey
                + "/20260101/eu-central-1/s3/aws4_request, SignedHeaders=host, Signature=0";
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", authorization)
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
