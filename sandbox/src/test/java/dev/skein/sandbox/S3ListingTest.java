package dev.skein.sandbox;

import static dev.skein.sandbox.RunningSandbox.S3;
import static dev.skein.sandbox.RunningSandbox.bucket;
import static dev.skein.sandbox.RunningSandbox.versionedBucket;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Object;

class S3ListingTest {
    private static void put(String bucket, String... keys) {
        for (String key : keys) {
            S3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString(key));
        }
    }

    @Test
    void pages_through_keys_in_the_order_of_their_bytes() {
        String bucket = bucket();
        put(bucket, "b", "a&<>\"'", "é", "a b", "\uFFFD", "\uD83D\uDE00");
        List<String> keys = S3
                .listObjectsV2Paginator(list -> list.bucket(bucket).maxKeys(2))
                .contents()
                .stream()
                .map(S3Object::key)
                .toList();
        assertThat(keys).containsExactly("a b", "a&<>\"'", "b", "é", "\uFFFD", "\uD83D\uDE00");
    }

    @Test
    void sums_up_common_prefixes_over_pages() {
        String bucket = bucket();
        put(bucket, "r/1/a", "r/1/b", "r/2/a", "r/top", "s");
        ListObjectsV2Response first = S3.listObjectsV2(
                list -> list.bucket(bucket).prefix("r/").delimiter("/").maxKeys(1));
        assertThat(first.commonPrefixes()).extracting(CommonPrefix::prefix).containsExactly("r/1/");
        assertThat(first.isTruncated()).isTrue();
        ListObjectsV2Response rest = S3.listObjectsV2(list ->
                list.bucket(bucket).prefix("r/").delimiter("/").continuationToken(first.nextContinuationToken()));
        assertThat(rest.commonPrefixes()).extracting(CommonPrefix::prefix).containsExactly("r/2/");
        assertThat(rest.contents()).extracting(S3Object::key).containsExactly("r/top");
        assertThat(rest.isTruncated()).isFalse();
    }

    @Test
    void starts_after_a_key() {
        String bucket = bucket();
        put(bucket, "a", "b", "c");
        assertThat(S3.listObjectsV2(list -> list.bucket(bucket).startAfter("a")).contents())
                .extracting(S3Object::key)
                .containsExactly("b", "c");
    }

    @Test
    void lists_versions_newest_first_over_pages() {
        String bucket = versionedBucket();
        put(bucket, "a", "a", "b");
        S3.deleteObject(delete -> delete.bucket(bucket).key("a"));
        List<ObjectVersion> versions =
                S3.listObjectVersionsPaginator(list -> list.bucket(bucket).maxKeys(1)).versions().stream()
                        .toList();
        assertThat(versions).extracting(ObjectVersion::key).containsExactly("a", "a", "b");
        assertThat(versions).extracting(ObjectVersion::isLatest).containsExactly(false, false, true);
        assertThat(S3.listObjectVersions(list -> list.bucket(bucket)).deleteMarkers())
                .hasSize(1)
                .allMatch(marker -> marker.isLatest());
    }
}
