package dev.skein.sandbox;

import static dev.skein.sandbox.RunningSandbox.S3;
import static dev.skein.sandbox.RunningSandbox.bucket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

class S3MultipartTest {
    private static final byte[] FIVE_MIB = new byte[5 * 1024 * 1024];

    private static String create(String bucket) {
        return S3.createMultipartUpload(create -> create.bucket(bucket).key("k"))
                .uploadId();
    }

    private static CompletedPart part(String bucket, String upload, int number, byte[] bytes) {
        UploadPartResponse part = S3.uploadPart(
                p -> p.bucket(bucket).key("k").uploadId(upload).partNumber(number), RequestBody.fromBytes(bytes));
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(part.eTag())
                .checksumCRC32(part.checksumCRC32())
                .build();
    }

    private static CompleteMultipartUploadResponse complete(String bucket, String upload, CompletedPart... parts) {
        return S3.completeMultipartUpload(complete -> complete.bucket(bucket)
                .key("k")
                .uploadId(upload)
                .ifNoneMatch("*")
                .multipartUpload(m -> m.parts(parts)));
    }

    @Test
    void joins_the_parts() {
        String bucket = bucket();
        String upload = create(bucket);
        CompletedPart first = part(bucket, upload, 1, FIVE_MIB);
        CompletedPart second = part(bucket, upload, 2, new byte[] {1, 2, 3});
        assertThat(complete(bucket, upload, first, second).eTag()).endsWith("-2\"");
        assertThat(S3.headObject(head -> head.bucket(bucket).key("k")).contentLength())
                .isEqualTo(FIVE_MIB.length + 3);
    }

    @Test
    void completes_only_where_the_condition_holds() {
        String bucket = bucket();
        S3.putObject(put -> put.bucket(bucket).key("k"), RequestBody.fromString("first"));
        String upload = create(bucket);
        CompletedPart only = part(bucket, upload, 1, new byte[] {1});
        assertThatThrownBy(() -> complete(bucket, upload, only))
                .satisfies(error -> S3ObjectsTest.code(error, "PreconditionFailed"));
    }

    @Test
    void refuses_small_parts_wrong_order_and_aborted_uploads() {
        String bucket = bucket();
        String upload = create(bucket);
        CompletedPart first = part(bucket, upload, 1, new byte[] {1});
        CompletedPart second = part(bucket, upload, 2, new byte[] {2});
        assertThatThrownBy(() -> complete(bucket, upload, first, second))
                .satisfies(error -> S3ObjectsTest.code(error, "EntityTooSmall"));
        assertThatThrownBy(() -> complete(bucket, upload, second, first))
                .satisfies(error -> S3ObjectsTest.code(error, "InvalidPartOrder"));
        S3.abortMultipartUpload(abort -> abort.bucket(bucket).key("k").uploadId(upload));
        assertThatThrownBy(() -> complete(bucket, upload, second)).isInstanceOf(S3Exception.class);
    }
}
