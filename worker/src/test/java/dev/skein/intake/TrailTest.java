package dev.skein.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TrailTest {
    private static final Instant AT = Instant.parse("2026-01-31T12:00:00.123456789Z");

    @Test
    void says_attempt_reason_and_instant_and_reads_them_again() {
        Trail trail = Trail.parse("")
                .with(new Trail.Entry(1, "statement-failed", Instant.parse("2026-01-31T12:00:00Z")))
                .with(new Trail.Entry(2, "worker-died", Instant.parse("2026-02-01T12:00:00Z")));

        assertThat(trail.text())
                .isEqualTo("1:statement-failed@2026-01-31T12:00:00Z 2:worker-died@2026-02-01T12:00:00Z");
        assertThat(Trail.parse(trail.text())).isEqualTo(trail);
    }

    @Test
    void keeps_the_newest_ten_within_one_kibibyte() {
        Trail trail = Trail.parse("");
        for (int attempt = 999_980; attempt <= 999_999; attempt++) {
            trail = trail.with(new Trail.Entry(attempt, "a".repeat(40), AT));
        }

        assertThat(trail.entries())
                .extracting(Trail.Entry::attempt)
                .startsWith(999_990)
                .endsWith(999_999);
        assertThat(trail.entries()).hasSize(10);
        assertThat(trail.text().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(1024);
    }

    @Test
    void leaves_out_what_is_no_entry_and_does_not_take_every_text_for_a_reason() {
        assertThat(Trail.parse("x 1:ok@2026-01-31T12:00:00Z 2:ok@yesterday 3:<b>@2026-01-31T12:00:00Z 9999999:ok@" + AT)
                        .entries())
                .extracting(Trail.Entry::attempt)
                .containsExactly(1);
        assertThat(new Trail.Entry(1, "two words", AT).reason()).isEqualTo("unknown");
        assertThat(new Trail.Entry(1, "a".repeat(41), AT).reason()).isEqualTo("unknown");
    }

    @Test
    void all_marks_fit_on_one_message() {
        assertThat(Mark.values()).as("SQS allows ten attributes").hasSizeLessThanOrEqualTo(10);
    }
}
