package dev.skein.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private static final int BUFFER = 1 << 16;

    /** Zeros without end, and how many of them were asked for. */
    private static final class Endless extends InputStream {
        private long given;

        @Override
        public int read() {
            given++;
            return 0;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            given += length;
            return length;
        }
    }

    @Test
    void stops_a_bomb_at_the_first_bytes_above_the_ratio() {
        Endless bomb = new Endless();

        assertThat(exceeded(new Budget(), bomb, 10, Limits.UNPACKED).code()).isEqualTo(ProblemCode.ZIP_BOMB);
        assertThat(bomb.given).isLessThanOrEqualTo(Limits.RATIO_FREE + BUFFER);
    }

    @Test
    void stops_an_entry_at_its_own_limit_whatever_size_it_declares() {
        Endless entry = new Endless();

        assertThat(exceeded(new Budget(), entry, Long.MAX_VALUE, Limits.MANIFEST)
                        .code())
                .isEqualTo(ProblemCode.UNPACKED_TOO_LARGE);
        assertThat(entry.given).isLessThanOrEqualTo(Limits.MANIFEST + BUFFER);
    }

    @Test
    void stops_all_entries_together_at_the_limit_of_the_archive() {
        Budget budget = new Budget();
        long given = 0;
        for (int i = 0; i < 100; i++) {
            Endless entry = new Endless();
            exceeded(budget, entry, Long.MAX_VALUE, Limits.MANIFEST);
            given += entry.given;
        }

        assertThat(given).isBetween(Limits.UNPACKED, Limits.UNPACKED + 101L * BUFFER);
    }

    @Test
    void counts_bytes_that_are_read_one_by_one() throws IOException {
        try (InputStream metered = new Budget().meter(new Endless(), Long.MAX_VALUE, 2)) {
            assertThat(metered.read()).isZero();
            assertThat(metered.read()).isZero();

            assertThat(catchThrowableOfType(Budget.Exceeded.class, metered::read))
                    .hasMessage("unpacks to more than 2 bytes");
        }
    }

    private static Budget.Exceeded exceeded(Budget budget, Endless entry, long packedSize, long limit) {
        return catchThrowableOfType(Budget.Exceeded.class, () -> {
            try (InputStream metered = budget.meter(entry, packedSize, limit)) {
                metered.transferTo(OutputStream.nullOutputStream());
            }
        });
    }
}
