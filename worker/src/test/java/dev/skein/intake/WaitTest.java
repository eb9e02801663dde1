package dev.skein.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitTest {
    private static final Instant SENT = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({"0, PT5S", "1, PT10S", "4, PT80S", "7, PT640S", "8, PT900S", "1000000, PT900S"})
    void grows_up_to_the_longest_delay_of_sqs(int waits, Duration delay) {
        assertThat(Wait.delay(waits)).isEqualTo(delay);
    }

    @ParameterizedTest
    @CsvSource({"0, PT1S", "1, PT2S", "4, PT16S", "5, PT30S", "1000000, PT30S"})
    void grows_from_a_second_to_half_a_minute_where_another_run_is_waited_for(int waits, Duration delay) {
        assertThat(Wait.shortDelay(waits)).isEqualTo(delay);
    }

    @Test
    void is_too_late_half_an_hour_before_the_retention_ends_counted_from_the_first_receive() {
        QueueTraits traits =
                new QueueTraits("arn", Duration.ofSeconds(30), Duration.ofDays(4), OptionalInt.of(5), "dlq");
        QueueMessage waited =
                message(Map.of(Mark.FIRST_SEEN, SENT.toString(), Mark.WAITS, "9"), SENT.plusSeconds(300_000));

        assertThat(Wait.isTooLate(waited, traits, SENT.plus(Duration.ofDays(4)).minusSeconds(1_801)))
                .isFalse();
        assertThat(Wait.isTooLate(waited, traits, SENT.plus(Duration.ofDays(4)).minusSeconds(1_799)))
                .isTrue();
    }

    @Test
    void leaves_half_of_a_short_retention() {
        QueueTraits traits =
                new QueueTraits("arn", Duration.ofSeconds(30), Duration.ofMinutes(10), OptionalInt.empty(), "");

        assertThat(Wait.isTooLate(message(Map.of(), SENT), traits, SENT.plusSeconds(299)))
                .isFalse();
        assertThat(Wait.isTooLate(message(Map.of(), SENT), traits, SENT.plusSeconds(301)))
                .isTrue();
    }

    @Test
    void a_redriven_message_asks_for_the_attempt_after_the_one_that_ended() {
        assertThat(message(Map.of(), SENT).attempt()).isEqualTo(1);
        assertThat(message(Map.of(Mark.REASON, "x", Mark.ATTEMPT, "3"), SENT).attempt())
                .isEqualTo(4);
        assertThat(message(Map.of(Mark.REASON, "moved-by-queue"), SENT).attempt())
                .isEqualTo(1);
        assertThat(message(Map.of(Mark.REASON, "x", Mark.ATTEMPT, "3000000000"), SENT)
                        .attempt())
                .isEqualTo(1);
    }

    private static QueueMessage message(Map<Mark, String> marks, Instant sent) {
        return new QueueMessage("id", "handle", "{}", 1, sent, marks);
    }
}
