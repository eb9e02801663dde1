package dev.skein.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.outcome.OutcomeDocument;
import dev.skein.plan.PlanDocument;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicCopyTest {
    @Test
    void a_plan_loses_the_keys_of_rows_and_what_quotes_their_values() {
        PlanDocument plan = PlanDocument.parse(bytes("""
                {"schema": "skein.plan/1",
                 "probes": [{"answer": "BREAKS", "breaking": 2, "samples": ["email=ada@example.com"]}],
                 "problems": [{"code": "dry-run-failed", "sqlState": "23505", "message": "duplicate key",
                               "detail": "Key (email)=(ada@example.com) already exists."}],
                 "inconclusive": [{"sqlState": "22P02", "message": "invalid input: \\"ada@example.com\\""}]}
                """));

        PlanDocument copy = PublicCopy.of(plan);

        assertThat(copy.json())
                .doesNotContain("ada@example.com")
                .contains("duplicate key", "\"breaking\" : 2", "plan.json");
        assertThat(plan.json()).contains("ada@example.com");
    }

    @ParameterizedTest
    @CsvSource({
        "22001, false, false",
        "P0001, false, false",
        "42601, true, false",
        "23514, false, true",
        "42P01, false, true"
    })
    void an_outcomes_message_stays_where_it_holds_names_only(String state, boolean raised, boolean stays) {
        OutcomeDocument copy = PublicCopy.of(OutcomeDocument.parse(bytes("""
                {"schema": "skein.outcome/1", "status": "FAILED",
                 "problem": {"code": "statement-failed", "sqlState": "%s", "raised": %s, "message": "secret",
                             "detail": "row secret", "hint": "hint secret"}}
                """.formatted(state, raised))));

        assertThat(copy.text("/problem/message").equals("secret")).isEqualTo(stays);
        assertThat(copy.json()).doesNotContain("row secret", "hint secret");
    }

    @Test
    void what_skein_itself_says_stays() {
        OutcomeDocument copy = PublicCopy.of(OutcomeDocument.parse(bytes("""
                {"schema": "skein.outcome/1", "status": "REJECTED",
                 "problem": {"code": "rows-break-unique", "message": "1 row repeats another"},
                 "problems": [{"code": "rows-break-unique", "message": "1 row repeats another"}]}
                """)));

        assertThat(copy.text("/problem/message")).isEqualTo("1 row repeats another");
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
