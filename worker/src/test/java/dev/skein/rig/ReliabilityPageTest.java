package dev.skein.rig;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The page shows what the rig does, and that nothing was lost. */
class ReliabilityPageTest {
    @Test
    void has_a_row_for_each_trial_and_none_with_a_loss() {
        Results page = Results.read();

        assertThat(page.rows().stream().map(Results.Row::title))
                .as("-Dskein.rig.write=true writes it")
                .containsExactlyElementsOf(
                        Results.trials().stream().map(Trial::title).toList());
        assertThat(page.rows()).allSatisfy(row -> assertThat(row.losses()).isZero());
        assertThat(page.rows()).allSatisfy(row -> assertThat(row.faults()).isPositive());
    }
}
