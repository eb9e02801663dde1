package dev.skein.plan.hazard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {
    private static final Hazard DROP = new Hazard(
            HazardCode.DROPS_COLUMN, Severity.DANGER, Decision.BLOCK, "public.orders.note", null, "why", "safe");

    @Test
    void decides_by_the_hazard_itself_where_it_names_no_code() {
        assertThat(Policy.DEFAULT.decide(DROP)).isEqualTo(Decision.BLOCK);
        assertThat(Policy.parse("drops-table=allow").decide(DROP)).isEqualTo(Decision.BLOCK);
    }

    @Test
    void decides_by_the_code_that_it_names() {
        assertThat(Policy.parse(" drops-column = approve , rewrites-table=allow")
                        .decide(DROP))
                .isEqualTo(Decision.APPROVE);
        assertThat(Policy.parse("drops-column=allow").decide(DROP)).isEqualTo(Decision.ALLOW);
    }

    @Test
    void names_nothing_takes_more_than_a_gibibyte_for_big_and_forbids_approving_oneself_by_default() {
        assertThat(Policy.DEFAULT).isEqualTo(new Policy(Map.of(), 1_073_741_824L, SelfApproval.FORBIDDEN));
        assertThat(Policy.parse("")).isEqualTo(Policy.DEFAULT);
        assertThat(Policy.parse("  ")).isEqualTo(Policy.DEFAULT);
    }

    @Test
    void reports_all_mistakes_together_with_what_may_have_been_meant() {
        assertThatThrownBy(() -> Policy.parse(
                        "drop-column=allow,rewrites-table=perhaps,nonsense,drops-table=allow," + "drops-table=block,"))
                .asInstanceOf(type(PolicyException.class))
                .satisfies(refused -> assertThat(refused.mistakes())
                        .containsExactly(
                                "there is no hazard 'drop-column'; did you mean drops-column?",
                                "'perhaps' is no decision; there are allow, approve, block",
                                "'nonsense' is not code=decision, such as drops-column=approve",
                                "drops-table is named twice",
                                "'' is not code=decision, such as drops-column=approve"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DROPS_COLUMN=allow", "drops-column=ALLOW", "=allow", "drops-column=", "drops-column"})
    void refuses_what_is_not_written_as_in_the_catalogue(String text) {
        assertThatThrownBy(() -> Policy.parse(text)).isInstanceOf(PolicyException.class);
    }

    @Test
    void shows_no_control_characters_and_no_endless_text() {
        assertThatThrownBy(() -> Policy.parse("\u001b[31m" + "x".repeat(100_000) + "=allow"))
                .hasMessageNotContaining("\u001b")
                .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(1000));
    }

    @Test
    void keeps_its_decisions_when_another_part_changes() {
        Policy policy = Policy.parse("drops-column=allow").withBigTable(5).with(SelfApproval.ALLOWED);

        assertThat(policy)
                .isEqualTo(new Policy(Map.of(HazardCode.DROPS_COLUMN, Decision.ALLOW), 5, SelfApproval.ALLOWED));
    }
}
