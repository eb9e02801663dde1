package dev.skein.plan.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class PlanPageTest {
    private static final Pattern STYLE = Pattern.compile("<style>(.*)</style>", Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("<[^>]*>");
    private static final Pattern ATTRIBUTE = Pattern.compile(" ([a-z-]+)=\"");

    @ParameterizedTest
    @ValueSource(strings = {"apply", "reject", "stopped", "approve", "hostile", "empty"})
    void looks_as_it_always_did(String name) {
        String html = PlanPage.html(SamplePlan.named(name));

        assertThat(html).isEqualTo(SamplePlan.golden(name + ".html", html));
    }

    @Test
    void says_the_verdict_then_what_stops_it_then_what_else_there_is() {
        String html = PlanPage.html(SamplePlan.named("reject"));

        assertThat(html)
                .contains("<title>Would be rejected: orders 1.2.0 on orders, version 4 -&gt; 5</title>")
                .containsSubsequence(
                        "<h1 class=\"verdict\">Would be rejected</h1>",
                        "What stops it",
                        "rows-break-unique",
                        "migrations/V5__emails_are_unique.sql:5",
                        "1 row breaks UNIQUE of email_folded: id=1, id=3",
                        "Good to know",
                        "rewrites-table",
                        "What changes",
                        "What is locked, and when",
                        "What was asked of the rows",
                        "The SQL",
                        "How this was found out");
    }

    @Test
    void has_no_script_and_nothing_from_elsewhere_and_allows_its_own_style_alone() throws Exception {
        String html = PlanPage.html(SamplePlan.named("approve"));
        Matcher style = STYLE.matcher(html);
        assertThat(style.find()).isTrue();
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(style.group(1).getBytes(StandardCharsets.UTF_8));

        assertThat(html)
                .contains("default-src 'none'; style-src 'sha256-"
                        + Base64.getEncoder().encodeToString(digest) + "'; base-uri 'none'; form-action 'none'\"")
                .doesNotContain("<script", "src=", "url(", "@import", "http:", "https:", "<link", " style=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"apply", "reject", "stopped", "approve", "empty"})
    void a_hostile_plan_brings_no_tag_and_no_attribute_that_others_have_not(String friendly) {
        Set<String> known = new TreeSet<>(tags(PlanPage.html(SamplePlan.named("approve"))));
        known.addAll(tags(PlanPage.html(SamplePlan.named("stopped"))));
        known.addAll(tags(PlanPage.html(SamplePlan.named("reject"))));

        assertThat(known).containsAll(tags(PlanPage.html(SamplePlan.named(friendly))));
        assertThat(known).containsAll(tags(PlanPage.html(SamplePlan.named("hostile"))));
    }

    /** Each tag with the names of its attributes. */
    private static Set<String> tags(String html) {
        return TAG.matcher(html)
                .results()
                .map(MatchResult::group)
                .map(tag -> tag.split("[ >]", 2)[0]
                        + ATTRIBUTE
                                .matcher(tag)
                                .results()
                                .map(attribute -> " " + attribute.group(1))
                                .collect(Collectors.joining()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void characters_that_act_are_shown_as_escapes() {
        String html = PlanPage.html(SamplePlan.named("hostile"));

        assertThat(html.codePoints().filter(point -> point != '\n'))
                .noneMatch(Character::isISOControl)
                .noneMatch(point -> Character.getType(point) == Character.FORMAT)
                .noneMatch(point -> Character.getType(point) == Character.SURROGATE)
                .noneMatch(point -> Character.getType(point) == Character.LINE_SEPARATOR);
        assertThat(html).contains("\\u202e", "\\u001b", "\\u2028", "&amp;lt;b&amp;gt; stays as written");
    }

    @Test
    void links_lead_within_the_page_alone() {
        assertThat(Pattern.compile("href=\"([^\"]*)\"")
                        .matcher(PlanPage.html(SamplePlan.named("hostile")))
                        .results()
                        .map(link -> link.group(1)))
                .isNotEmpty()
                .allMatch(link -> link.matches("#[a-z]+"));
    }

    @ParameterizedTest
    @CsvSource({"changes, 10000", "hazards, 3000", "problems, 3000", "probes, 3000", "inconclusive, 3000"})
    void a_huge_list_is_cut_and_counted(String list, int size) {
        ObjectNode plan = (ObjectNode) SamplePlan.named("approve");
        JsonNode example = ((ObjectNode) SamplePlan.named("hostile")).path(list).get(0);
        ArrayNode items = plan.putArray(list);
        IntStream.range(0, size).forEach(at -> items.add(example));

        String html = PlanPage.html(plan);

        assertThat(html).containsPattern("… and [0-9,]+ more; plan\\.json has all of them");
        assertThat(bytes(html)).isLessThan(1_000_000);
    }

    @Test
    void the_largest_plan_is_under_two_megabytes() {
        ObjectNode plan = (ObjectNode) SamplePlan.named("hostile");
        String megabyte = "\u202e<&'\"".repeat(200_000);
        List.of("problems", "inconclusive", "hazards", "probes", "changes", "segments", "tables")
                .forEach(list -> grow(plan, list, megabyte));
        grow((ObjectNode) plan.path("activity"), "longTransactions", megabyte);
        grow((ObjectNode) plan.path("activity"), "replicas", megabyte);
        plan.put("target", megabyte).put("hash", megabyte).put("createdAt", megabyte);

        assertThat(bytes(PlanPage.html(plan))).isBetween(500_000, 2_000_000);
        assertThat(String.join("\n", PlanText.render(plan, new Style(80, Colour.ON)))
                        .length())
                .isLessThan(4_000_000);
    }

    /** Sixty of each, all of their text a megabyte long. */
    private static void grow(ObjectNode plan, String list, String text) {
        ObjectNode example = (ObjectNode) plan.path(list).get(0).deepCopy();
        Set.copyOf(example.propertyNames()).stream()
                .filter(field -> example.path(field).isString())
                .filter(field -> !Set.of("decision", "answer", "action").contains(field))
                .forEach(field -> example.put(field, text));
        ArrayNode items = plan.putArray(list);
        IntStream.range(0, 60).forEach(at -> items.add(example));
    }

    @Test
    void a_long_text_is_cut_and_says_how_long_it_is() {
        ObjectNode plan = (ObjectNode) SamplePlan.named("reject");
        ((ObjectNode) plan.path("hazards").get(1))
                .put("why", "w".repeat(1_000_000))
                .put("safe", "s\n".repeat(500_000));

        assertThat(PlanPage.html(plan))
                .contains("… (1,000,000 characters in plan.json)", "-- … cut: 1,000,000 characters in plan.json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "[]", "\"plan\"", "null", "{\"hazards\":{\"a\":[1]},\"segments\":7,\"changes\":[[],3]}"})
    void a_document_that_is_no_plan_is_rendered_with_what_it_has(String json) {
        assertThat(PlanPage.html(JsonMapper.shared().readTree(json))).contains(">Unknown verdict<");
    }

    @Test
    void every_class_has_its_style() {
        String css = Stylesheet.load().css();

        assertThat(Arrays.stream(Look.values()).map(look -> "." + look.inHtml()))
                .allSatisfy(name -> assertThat(css).containsPattern(Pattern.quote(name) + "[ ,:{]"));
    }

    @ParameterizedTest
    @CsvSource({"0", "1"})
    void every_text_stands_out_from_what_is_behind_it_in_the_light_and_in_the_dark(int mode) {
        Map<String, String> colours = colours(mode);
        List<String> tones = List.of("danger", "warning", "note", "good", "calm");

        for (String ground : List.of("bg", "card", "code")) {
            assertThat(contrast(colours, "ink", ground)).isGreaterThan(7);
            assertThat(contrast(colours, "muted", ground)).isGreaterThan(4.5);
            assertThat(tones)
                    .allSatisfy(
                            tone -> assertThat(contrast(colours, tone, ground)).isGreaterThan(4.5));
        }
        assertThat(tones).allSatisfy(tone -> {
            assertThat(contrast(colours, tone, tone + "-tint")).isGreaterThan(4.5);
            assertThat(contrast(colours, "ink", tone + "-tint")).isGreaterThan(7);
            assertThat(contrast(colours, tone, "line")).isGreaterThan(3);
        });
    }

    private static Map<String, String> colours(int mode) {
        String[] blocks = Stylesheet.load().css().split("prefers-color-scheme: dark", 2);
        Map<String, String> colours = new TreeMap<>();
        Pattern.compile("--([a-z-]+): (#[0-9a-f]{6});")
                .matcher(blocks[mode])
                .results()
                .forEach(colour -> colours.put(colour.group(1), colour.group(2)));
        return colours;
    }

    /** As <a href="https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio">WCAG</a> has it. */
    private static double contrast(Map<String, String> colours, String text, String ground) {
        double one = luminance(colours.getOrDefault(text, ""));
        double other = luminance(colours.getOrDefault(ground, ""));
        return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    }

    private static double luminance(String colour) {
        return 0.2126 * channel(colour, 1) + 0.7152 * channel(colour, 3) + 0.0722 * channel(colour, 5);
    }

    private static double channel(String colour, int at) {
        double value = Integer.parseInt(colour.substring(at, at + 2), 16) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static int bytes(String html) {
        return html.getBytes(StandardCharsets.UTF_8).length;
    }
}
