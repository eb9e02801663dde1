package dev.skein.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.bundle.BundleId;
import dev.skein.bundle.BundleKey;
import dev.skein.bundle.BundleStore;
import dev.skein.outcome.Push;
import dev.skein.outcome.RunId;
import dev.skein.outcome.RunStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/** What becomes of an upload whose bundle lies there already. */
class PushIT extends EndToEndTest {
    private static final BundleKey KEY = new BundleKey("orders", new BundleId("orders", "1"));

    @Test
    void an_upload_without_an_outcome_is_followed_as_long_as_a_queue_may_hold_its_message() throws IOException {
        Path bundle = stage.bundle("1", "V1__create.sql", "CREATE TABLE item (id int);");
        RunId first = push(bundle, Duration.ZERO);

        assertThat(push(bundle, Duration.ofDays(13))).isEqualTo(first);
    }

    @Test
    void an_upload_without_an_outcome_is_put_again_when_no_queue_can_hold_its_message_any_more() throws IOException {
        Path bundle = stage.bundle("1", "V1__create.sql", "CREATE TABLE item (id int);");
        RunId first = push(bundle, Duration.ZERO);

        RunId second = push(bundle, Duration.ofDays(15));

        assertThat(second).isNotEqualTo(first);
        assertThat(push(bundle, Duration.ZERO)).isEqualTo(second);
        stage.worker();
        assertThat(stage.outcome(first.value(), 1).path("status").asString()).isIn("APPLIED", "UNCHANGED");
        assertThat(stage.outcome(second.value(), 1).path("status").asString()).isIn("APPLIED", "UNCHANGED");
    }

    @Test
    void bytes_whose_uploader_stated_no_checksum_are_compared_without_the_permission_to_read_versions()
            throws IOException {
        Path bundle = stage.bundle("1", "V1__create.sql", "CREATE TABLE item (id int);");
        String version = inParts(bundle);
        List<GetObjectRequest> reads = new ArrayList<>();

        RunId run;
        try (S3Client s3 = client(reads::add)) {
            run = push(s3, bundle, Duration.ZERO);
        }

        assertThat(run).isEqualTo(RunId.of(KEY, version));
        assertThat(reads).extracting(GetObjectRequest::key).contains(KEY.path());
        assertThat(reads).extracting(GetObjectRequest::versionId).containsOnlyNulls();
    }

    @Test
    void bytes_that_somebody_replaces_while_they_are_compared_are_looked_at_again() throws IOException {
        Path bundle = stage.bundle("1", "V1__create.sql", "CREATE TABLE item (id int);");
        Path other = stage.bundle("1", "V1__create.sql", "CREATE TABLE other (id int);");
        inParts(other);
        List<String> replaced = new ArrayList<>();

        RunId run;
        try (S3Client s3 = client(read -> {
            if (replaced.isEmpty()) {
                replaced.add(stage.put(KEY.path(), bundle));
            }
        })) {
            run = push(s3, bundle, Duration.ZERO);
        }

        assertThat(run).isEqualTo(RunId.of(KEY, replaced.get(0)));
    }

    /** As tools upload what is large, who state no checksum of the whole. */
    private String inParts(Path file) {
        String upload = stage.s3
                .createMultipartUpload(create -> create.bucket(stage.bucket).key(KEY.path()))
                .uploadId();
        String eTag = stage.s3
                .uploadPart(
                        part -> part.bucket(stage.bucket)
                                .key(KEY.path())
                                .uploadId(upload)
                                .partNumber(1),
                        file)
                .eTag();
        return stage.s3
                .completeMultipartUpload(complete -> complete.bucket(stage.bucket)
                        .key(KEY.path())
                        .uploadId(upload)
                        .multipartUpload(all -> all.parts(
                                CompletedPart.builder().partNumber(1).eTag(eTag).build())))
                .versionId();
    }

    /** @param reads told of each object before it is read */
    private S3Client client(Consumer<GetObjectRequest> reads) {
        ExecutionInterceptor watch = new ExecutionInterceptor() {
            @Override
            public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
                if (context.request() instanceof GetObjectRequest read) {
                    reads.accept(read);
                }
            }
        };
        return stage.client(S3Client.builder())
                .forcePathStyle(true)
                .overrideConfiguration(all -> all.addExecutionInterceptor(watch))
                .build();
    }

    private RunId push(Path bundle, Duration later) throws IOException {
        return push(stage.s3, bundle, later);
    }

    private RunId push(S3Client s3, Path bundle, Duration later) throws IOException {
        Clock clock = Clock.offset(Clock.systemUTC(), later);
        return new Push(new BundleStore(s3, stage.bucket), new RunStore(s3, stage.bucket), clock)
                .push(KEY, bundle, Optional.empty())
                .match(new Uploaded());
    }

    /** The run of what was uploaded; fails for everything else. */
    private static final class Uploaded implements Push.Result.Cases<RunId> {
        @Override
        public RunId uploaded(Push.Uploaded uploaded) {
            return uploaded.run();
        }

        @Override
        public RunId ended(Push.Ended ended) {
            throw new AssertionError(ended);
        }

        @Override
        public RunId taken(Push.Taken taken) {
            throw new AssertionError(taken);
        }
    }
}
