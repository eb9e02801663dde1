package dev.skein.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.bundle.BundleId;
import dev.skein.testing.TestBundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.json.JsonMapper;

/** Commands that wait, and a bucket that cannot be read any more: what they wait for goes on. */
@Execution(ExecutionMode.CONCURRENT)
class LostSightIT {
    private static final String AGAIN = "skein wait --target orders --name orders --version 1";

    @TempDir
    private Path folder;

    @Test
    void push_ends_with_13_when_the_bucket_stays_away_and_says_how_to_ask_again() throws Exception {
        Files.writeString(folder.resolve("V1__create.sql"), "CREATE TABLE item (id int);");
        String bundle = TestBundle.archive(new BundleId("orders", "1"), folder).toString();

        try (FailingBucket bucket = new FailingBucket(500, "InternalError")) {
            var result = skein(bucket, "push", bundle, "--target", "orders", "--wait", "--json");

            assertThat(result.exitCode()).as(result.toString()).isEqualTo(13);
            assertThat(JsonMapper.shared().readTree(result.out()).path("status").asString())
                    .isEqualTo("NO_OUTCOME");
            assertThat(result.err())
                    .contains("lost sight of run orders/orders/1/v1: S3 answered 500 InternalError")
                    .contains("the run goes on, and its outcome will lie below runs/orders/orders/1/v1/")
                    .contains(AGAIN);
        }
    }

    @Test
    void push_ends_with_13_at_once_when_its_credentials_have_expired() throws Exception {
        Files.writeString(folder.resolve("V1__create.sql"), "CREATE TABLE item (id int);");
        String bundle = TestBundle.archive(new BundleId("orders", "1"), folder).toString();

        try (FailingBucket bucket = new FailingBucket(400, "ExpiredToken")) {
            var result = skein(bucket, "push", bundle, "--target", "orders", "--wait");

            assertThat(result.exitCode()).as(result.toString()).isEqualTo(13);
            assertThat(result.err())
                    .contains("lost sight of run orders/orders/1/v1: S3 answered 400 ExpiredToken")
                    .contains(AGAIN)
                    .doesNotContain("waiting for the outcome");
        }
    }

    @Test
    void wait_and_requests_end_with_13_too() {
        try (FailingBucket bucket = new FailingBucket(400, "ExpiredToken")) {
            var wait = skein(bucket, "wait", "--target", "orders", "--name", "orders", "--version", "1");
            var cancel = skein(bucket, "cancel", "--run", "orders/orders/1/v1");

            assertThat(wait.exitCode()).as(wait.toString()).isEqualTo(13);
            assertThat(wait.err()).contains("400 ExpiredToken").contains(AGAIN);
            assertThat(cancel.exitCode()).as(cancel.toString()).isEqualTo(13);
            assertThat(cancel.err()).contains("400 ExpiredToken").contains("answer.json");
        }
    }

    @Test
    void a_permission_that_is_missing_is_a_failure() {
        try (FailingBucket bucket = new FailingBucket(403, "AccessDenied")) {
            var wait = skein(bucket, "wait", "--target", "orders", "--name", "orders", "--version", "1");

            assertThat(wait.exitCode()).as(wait.toString()).isEqualTo(11);
            assertThat(wait.err()).contains("S3 answered 403 AccessDenied");
        }
    }

    private static SkeinProcess.Result skein(FailingBucket bucket, String... arguments) {
        Map<String, String> environment = Map.of(
                "AWS_ACCESS_KEY_ID",
                "test",
                "AWS_SECRET_ACCESS_KEY",
                "test",
                "SKEIN_REGION",
                "eu-central-1",
                "SKEIN_BUCKET",
                "bundles",
                "SKEIN_ENDPOINT",
                bucket.endpoint());
        return SkeinProcess.run(
                environment,
                Stream.concat(Arrays.stream(arguments), Stream.of("--timeout", "10m"))
                        .toArray(String[]::new));
    }
}
