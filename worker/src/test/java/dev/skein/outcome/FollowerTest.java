package dev.skein.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class FollowerTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private final SdkException slow = failure(503, "SlowDown");

    private final Follower follower = new Follower(Clock.systemUTC(), waited -> {});

    @Test
    void looks_again_when_the_bucket_cannot_be_read_for_a_moment() {
        assertThat(await(slow, slow, "", slow, slow, slow, slow, "there")).contains("there");
        assertThat(follower.lost()).isEmpty();
    }

    @Test
    void gives_up_after_five_looks_that_failed_in_a_row() {
        assertThat(await("", slow, slow, slow, slow, slow, "there")).isEmpty();
        assertThat(follower.lost()).get().asString().contains("503 SlowDown");
    }

    @Test
    void gives_up_at_once_when_the_credentials_have_expired() {
        assertThat(await("", failure(400, "ExpiredToken"), "there")).isEmpty();
        assertThat(follower.lost()).get().asString().contains("400 ExpiredToken");
    }

    @Test
    void gives_up_at_once_when_there_are_no_credentials_any_more_and_fails_where_there_never_were_any() {
        SdkException none = SdkClientException.create(
                "Unable to load credentials from any of the providers in the chain AwsCredentialsProviderChain("
                        + "credentialsProviders=[InstanceProfileCredentialsProvider()]) : ["
                        + "InstanceProfileCredentialsProvider(): Failed to load credentials from IMDS.]");

        assertThatThrownBy(() -> await(none, "there")).isSameAs(none);
        assertThat(await("", none, "there")).isEmpty();
        assertThat(follower.lost()).get().asString().startsWith("no AWS credentials: ");
    }

    @Test
    void fails_where_a_permission_is_missing() {
        assertThatThrownBy(() -> await("", failure(403, "AccessDenied"), "there"))
                .isInstanceOf(S3Exception.class);
    }

    @Test
    void looks_on_when_it_cannot_be_read_how_far_it_is() {
        Deque<Object> looks = new ArrayDeque<>(List.of("", "", "", "", "", "there"));
        Follower blind = new Follower(Clock.systemUTC(), waited -> {
            throw slow;
        });

        assertThat(blind.await(() -> next(looks), LONG)).contains("there");
    }

    private Optional<String> await(Object... looks) {
        Deque<Object> left = new ArrayDeque<>(List.of(looks));
        return follower.await(() -> next(left), LONG);
    }

    /** What is found by a look; nothing for an empty text. */
    private static Optional<String> next(Deque<Object> looks) {
        Object look = looks.remove();
        if (look instanceof SdkException failure) {
            throw failure;
        }
        return Optional.of(look.toString()).filter(text -> !text.isEmpty());
    }

    private static SdkException failure(int status, String code) {
        return S3Exception.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .serviceName("S3")
                        .errorCode(code)
                        .build())
                .build();
    }
}
