package dev.skein.plan.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class PlanMarkdownTest {
    private static final int COMMENT = 65_536;
    private static final Pattern TAG = Pattern.compile("</?([^ >]*)[^>]*>");

    @ParameterizedTest
    @ValueSource(strings = {"apply", "reject", "stopped", "approve", "hostile", "empty"})
    void reads_as_it_always_did(String name) {
        String markdown = PlanMarkdown.render(SamplePlan.named(name));

        // Broken into lines for the eye; there is one.
        String file = markdown.replace("><", ">\n<") + "\n";
        assertThat(file).isEqualTo(SamplePlan.golden(name + ".md", file));
    }

    @Test
    void says_the_verdict_then_what_stops_it_then_what_else_there_is() {
        assertThat(PlanMarkdown.render(SamplePlan.named("reject")))
                .startsWith("<h3>❌ would be rejected: orders 1.2.0 on orders, version 4 -&gt; 5</h3>")
                .containsSubsequence(
                        "It is stopped",
                        "rows-break-unique",
                        "migrations/V5__emails_are_unique.sql:5",
                        "Safe form:",
                        "Good to know",
                        "rewrites-table",
                        "What changes",
                        "What is locked",
                        "ACCESS EXCLUSIVE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"apply", "reject", "stopped", "approve", "hostile", "empty"})
    void is_one_line_that_begins_with_a_block_so_that_nothing_in_it_is_markdown(String name) {
        String markdown = PlanMarkdown.render(SamplePlan.named(name));

        assertThat(markdown).startsWith("<h3>");
        assertThat(markdown.codePoints())
                .noneMatch(Character::isISOControl)
                .noneMatch(point -> Character.getType(point) == Character.LINE_SEPARATOR)
                .noneMatch(point -> Character.getType(point) == Character.SURROGATE);
    }

    @Test
    void a_hostile_plan_brings_plain_elements_alone() {
        assertThat(TAG.matcher(PlanMarkdown.render(SamplePlan.named("hostile")))
                        .results()
                        .map((MatchResult tag) -> tag.group(1))
                        .distinct())
                .isSubsetOf(
                        "h3", "h4", "p", "code", "pre", "span", "details", "summary", "table", "tr", "th", "td",
                        "strong");
    }

    @Test
    void names_nobody_and_links_to_nothing() {
        ObjectNode plan = (ObjectNode) SamplePlan.named("approve");
        ObjectNode hazard = (ObjectNode) plan.path("hazards").get(0);
        hazard.put("why", "@acme/owners see #12 and https://evil.example");
        hazard.put("object", "@everyone");

        String markdown = PlanMarkdown.render(plan);

        assertThat(markdown)
                .contains("@\u2060acme/owners see #\u206012 and https:\u2060//evil.example", "<code>@everyone</code>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"changes", "hazards", "problems", "probes", "inconclusive", "segments"})
    void a_huge_list_still_fits_into_a_comment(String list) {
        ObjectNode plan = (ObjectNode) SamplePlan.named("approve");
        JsonNode example = ((ObjectNode) SamplePlan.named("hostile")).path(list).get(0);
        ArrayNode items = plan.putArray(list);
        IntStream.range(0, 3_000).forEach(at -> items.add(example));

        assertThat(PlanMarkdown.render(plan).length()).isLessThan(COMMENT - 1_000);
    }

    @Test
    void so_do_huge_texts() {
        String megabyte = "\u202e<&'\"@".repeat(200_000);
        JsonNode plan = JsonMapper.shared()
                .readTree(SamplePlan.named("hostile")
                        .toString()
                        .replace("<script>alert(1)</script>", megabyte.replace("\"", "\\\"")));

        String markdown = PlanMarkdown.render(plan);

        assertThat(markdown.getBytes(StandardCharsets.UTF_8).length).isLessThan(COMMENT - 1_000);
        assertThat(markdown).contains("would be rejected");
    }
}
