package dev.skein.plan.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class PlanTextTest {
    private static final Style PLAIN = new Style(80, Colour.OFF);

    @ParameterizedTest
    @CsvSource({
        "apply, 80",
        "apply, 120",
        "reject, 80",
        "reject, 120",
        "stopped, 80",
        "stopped, 120",
        "approve, 80",
        "approve, 120",
        "hostile, 80",
        "hostile, 120",
        "empty, 80",
        "empty, 120"
    })
    void reads_as_it_always_did(String name, int width) {
        String text = String.join("\n", PlanText.render(SamplePlan.named(name), new Style(width, Colour.OFF))) + "\n";

        assertThat(text).isEqualTo(SamplePlan.golden(name + "." + width + ".txt", text));
    }

    @Test
    void says_the_verdict_first_and_what_stops_the_bundle_before_what_else_there_is_to_know() {
        List<String> lines = PlanText.render(SamplePlan.named("reject"), PLAIN);

        assertThat(lines.get(0)).isEqualTo("WOULD BE REJECTED: orders 1.2.0 on orders, version 4 -> 5");
        assertThat(lines)
                .containsSubsequence(
                        "It is stopped",
                        "  DANGER rows-break-unique on public.customer.email_folded",
                        "    migrations/V5__emails_are_unique.sql:5",
                        "    1 row breaks UNIQUE of email_folded: id=1, id=3",
                        "Good to know",
                        "  WARNING rewrites-table on public.customer");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 40, 60, 80, 120, 1000})
    void no_line_is_wider_than_the_terminal_but_those_of_sql(int width) {
        Style style = new Style(width, Colour.OFF);

        assertThat(PlanText.render(SamplePlan.named("approve"), style))
                .filteredOn(line -> !line.startsWith("        "))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(style.width()));
    }

    @Test
    void lines_of_sql_are_copied_whole() {
        assertThat(PlanText.render(SamplePlan.named("reject"), new Style(40, Colour.OFF)))
                .contains("        SELECT id, lower(email) FROM public.customer")
                .contains("        WHERE lower(email) IN (SELECT lower(email) FROM public.customer GROUP BY 1 HAVING"
                        + " count(*) > 1);");
    }

    @ParameterizedTest
    @ValueSource(strings = {"apply", "reject", "stopped", "approve", "hostile", "empty"})
    void colours_are_all_that_a_terminal_with_colours_gets_more(String name) {
        JsonNode plan = SamplePlan.named(name);
        List<String> coloured = PlanText.render(plan, new Style(80, Colour.ON));

        assertThat(coloured.get(0)).startsWith("\u001b[").contains("\u001b[0m");
        assertThat(coloured.stream()
                        .map(line -> line.replaceAll("\u001b\\[([0-9]{1,2})m", ""))
                        .toList())
                .isEqualTo(PlanText.render(plan, PLAIN));
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 80, 120})
    void nothing_in_a_plan_acts_on_the_terminal(int width) {
        String text = String.join("\n", PlanText.render(SamplePlan.named("hostile"), new Style(width, Colour.OFF)));

        assertThat(text.codePoints().filter(point -> point != '\n'))
                .noneMatch(Character::isISOControl)
                .noneMatch(point -> Character.getType(point) == Character.FORMAT)
                .noneMatch(point -> Character.getType(point) == Character.SURROGATE)
                .noneMatch(point -> Character.getType(point) == Character.LINE_SEPARATOR);
        assertThat(text).contains("\\u202e").contains("\\u001b");
    }

    @Test
    void long_lists_are_cut_and_say_so() {
        ObjectNode plan = (ObjectNode) SamplePlan.named("reject");
        List<String> before = PlanText.render(plan, PLAIN);
        ArrayNode changes = plan.putArray("changes");
        IntStream.range(0, 10_000)
                .forEach(at -> changes.addObject()
                        .put("action", "ADDED")
                        .put("kind", "table")
                        .put("name", "t" + at));

        List<String> after = PlanText.render(plan, PLAIN);

        assertThat(after).contains("  … and 9,960 more (plan.json has all)");
        assertThat(after).hasSizeLessThan(before.size() + 50);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "[]", "\"plan\"", "null", "{\"hazards\":{\"a\":[1]},\"segments\":7,\"changes\":[[],3]}"})
    void a_document_that_is_no_plan_is_rendered_with_what_it_has(String json) {
        assertThat(PlanText.render(JsonMapper.shared().readTree(json), PLAIN))
                .first()
                .asString()
                .startsWith("UNKNOWN VERDICT");
    }
}
