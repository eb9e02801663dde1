package dev.skein.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostileTest {
    /** Generous: each takes milliseconds; what grows with the square of its length takes minutes. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    static List<Hostile> hostile() {
        return Hostile.all();
    }

    @Test
    void there_are_enough_of_each_fate() {
        assertThat(Hostile.all()).hasSizeGreaterThan(400);
        assertThat(Hostile.all().stream().filter(Hostile::isSendable)).hasSizeGreaterThan(350);
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void every_message_is_a_case(Hostile hostile) {
        String seen = assertTimeout(
                LIMIT,
                () -> Envelope.read(hostile.body()).match(new Envelope.Cases<String>() {
                    @Override
                    public String created(Envelope.Created created) {
                        assertThat(created.objects())
                                .isNotEmpty()
                                .allSatisfy(object -> assertThat(
                                                Envelope.read(object.event()).objects())
                                        .containsExactly(object));
                        return "readable";
                    }

                    @Override
                    public String ignorable(Envelope.Ignorable ignorable) {
                        return Hostile.IGNORED;
                    }

                    @Override
                    public String unreadable(Envelope.Unreadable unreadable) {
                        return Hostile.UNREADABLE;
                    }
                }));

        if (seen.equals("readable")) {
            assertThat(hostile.fate()).isNotEqualTo(Hostile.UNREADABLE);
        } else {
            assertThat(seen).isEqualTo(hostile.fate());
        }
    }
}
