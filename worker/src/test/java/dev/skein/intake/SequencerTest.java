package dev.skein.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SequencerTest {
    @ParameterizedTest
    @CsvSource({
        "0055AED6DCD90281E5, 0055AED6DCD90281E6",
        "0055AED6DCD90281E5, 0055AED6DCD90281E501",
        "0055AED6, 0055AED6DCD90281E5",
        "00ff, 01",
        "0A, 0b",
        "9F, A",
    })
    void the_earlier_one_is_less_as_text_when_the_shorter_one_is_padded(String earlier, String later) {
        assertThat(new Sequencer(earlier).isBefore(new Sequencer(later))).isTrue();
        assertThat(new Sequencer(later).isBefore(new Sequencer(earlier))).isFalse();
    }

    @Test
    void zeros_at_the_end_make_no_difference() {
        assertThat(new Sequencer("0A").isBefore(new Sequencer("0A00"))).isFalse();
        assertThat(new Sequencer("0A00").isBefore(new Sequencer("0A"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "0x1",
                "-1",
                "1 2",
                "０",
                "11111111111111111111111111111111111111111111111111111111111111111"
            })
    void what_is_not_hexadecimal_is_none(String text) {
        assertThat(new Sequencer(text)).isEqualTo(Sequencer.UNKNOWN);
        assertThat(new Sequencer(text).isKnown()).isFalse();
    }
}
