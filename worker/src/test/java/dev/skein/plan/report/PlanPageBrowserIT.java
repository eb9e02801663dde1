package dev.skein.plan.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.skein.plan.report.Chromium.Scheme;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a real browser makes of the page. */
class PlanPageBrowserIT {
    private static final Pattern RESULT = Pattern.compile("<pre id=\"result\">([^<]*)</pre>");

    /** Pictures for people to look at. */
    private static final Path PICTURES = Path.of("target", "plan-pages");

    /**
     * A page around the plan's page, which is as wide as a phone or a desk. The script is the outer page's: the inner one
     * allows none.
     */
    private static final String AROUND = """
            <!DOCTYPE html>
            <html><head><meta charset="utf-8"></head><body>
            <iframe id="plan" width="%d" height="800" srcdoc="%s"></iframe>
            <pre id="result"></pre>
            <script>
            window.ran = 0;
            onload = () => {
              const page = document.getElementById('plan').contentDocument;
              const style = element => page.defaultView.getComputedStyle(element);
              const distinct = values => [...new Set(values)].sort();
              const measure = () => ({
                width: page.documentElement.clientWidth,
                scrolls: page.documentElement.scrollWidth,
                beyond: all.filter(one => one.getBoundingClientRect().right > page.documentElement.clientWidth + 1)
                    .map(one => one.outerHTML.slice(0, 200)),
              });
              const all = [...page.body.querySelectorAll('*')];
              const closed = measure();
              page.querySelectorAll('details').forEach(details => details.open = true);
              const open = measure();
              page.querySelectorAll('[onclick]').forEach(one => one.click());
              const verdict = page.querySelector('h1');
              const result = {
                closed, open,
                tags: distinct(all.map(one => one.localName)),
                attributes: distinct(all.flatMap(one => one.getAttributeNames())),
                links: all.filter(one => one.localName === 'a').map(one => one.getAttribute('href')),
                deadLinks: all.filter(one => one.localName === 'a')
                    .map(one => one.getAttribute('href')).filter(href => !page.querySelector(href)),
                headings: [...page.querySelectorAll('h1, h2')].map(one => one.innerText),
                hazards: [...page.querySelectorAll('.card .code')].map(one => one.innerText),
                verdict: { size: parseFloat(style(verdict).fontSize), bottom: verdict.getBoundingClientRect().bottom },
                small: all.filter(one => one.innerText && parseFloat(style(one).fontSize) < 12)
                    .map(one => one.outerHTML.slice(0, 200)),
                bars: [...page.querySelectorAll('.track')].map(track =>
                    [...track.children].filter(piece => !piece.classList.contains('rest'))
                        .reduce((sum, piece) => sum + piece.getBoundingClientRect().width, 0)
                        / track.getBoundingClientRect().width),
                copied: [...page.querySelectorAll('.label + pre')].map(pre => {
                  const range = page.createRange();
                  range.selectNodeContents(pre);
                  page.getSelection().removeAllRanges();
                  page.getSelection().addRange(range);
                  return page.getSelection().toString();
                }),
                frames: page.defaultView.frames.length,
                ran: window.ran,
              };
              document.getElementById('result').textContent =
                  btoa(Array.from(new TextEncoder().encode(JSON.stringify(result)), one => String.fromCharCode(one)).join(""));
              document.getElementById('plan').remove();
            };
            </script></body></html>
            """;

    @TempDir
    Path folder;

    private Chromium browser = new Chromium(Path.of(""), Path.of(""));

    @BeforeEach
    void findBrowser() {
        Optional<Path> program = Chromium.find(System.getenv("PATH"));
        Assumptions.assumeTrue(program.isPresent(), "no chromium, chromium-browser or google-chrome on the PATH");
        browser = new Chromium(program.orElseThrow(), folder);
    }

    @Test
    void shows_the_verdict_first_and_then_the_hazards_the_blocking_one_first() {
        JsonNode seen = seen("reject", 360);

        assertThat(texts(seen, "/headings")).startsWith("Would be rejected", "What stops it", "Good to know");
        assertThat(texts(seen, "/hazards"))
                .containsExactly("rows-break-unique", "rewrites-table", "adds-unique-without-index");
        assertThat(seen.at("/verdict/bottom").asDouble()).isLessThan(100);
    }

    /** Without its own style, which its policy has to allow, a page has no such sizes. */
    @Test
    void the_page_allows_its_own_style() {
        assertThat(seen("apply", 1200).at("/verdict/size").asDouble()).isEqualTo(44);
    }

    @ParameterizedTest
    @CsvSource({
        "apply, 360",
        "approve, 360",
        "reject, 360",
        "stopped, 360",
        "hostile, 360",
        "empty, 360",
        "hostile, 320",
        "approve, 1200",
        "hostile, 1200"
    })
    void nothing_is_wider_than_the_screen_and_nothing_too_small_to_read(String name, int width) {
        JsonNode seen = seen(name, width);

        for (String state : List.of("/closed", "/open")) {
            assertThat(seen.at(state + "/width").asInt()).isBetween(width - 20, width);
            assertThat(seen.at(state + "/scrolls").asInt())
                    .isEqualTo(seen.at(state + "/width").asInt());
            assertThat(texts(seen, state + "/beyond")).isEmpty();
        }
        assertThat(texts(seen, "/small")).isEmpty();
    }

    @Test
    void a_hostile_plan_runs_nothing_and_makes_no_element_of_its_own() {
        JsonNode hostile = seen("hostile", 360);

        assertThat(texts(hostile, "/tags"))
                .doesNotContain("script", "img", "svg", "b", "iframe", "style", "link", "meta");
        assertThat(texts(hostile, "/attributes")).containsExactly("aria-hidden", "class", "href", "id", "open");
        assertThat(texts(hostile, "/links")).isNotEmpty().allMatch(link -> link.matches("#[a-z]+"));
        assertThat(hostile.at("/frames").asInt()).isZero();
    }

    @Test
    void its_policy_stops_a_script_that_got_in_all_the_same() {
        String page = PlanPage.html(SamplePlan.named("apply"))
                .replace("</body>", "<script>parent.ran++</script><p onclick=\"parent.ran++\">x</p></body>");
        String lax = page.replace("http-equiv=\"Content-Security-Policy\"", "name=\"none\"");

        assertThat(measured(page, 360).at("/ran").asInt()).isZero();
        assertThat(measured(lax, 360).at("/ran").asInt()).isEqualTo(2);
    }

    @Test
    void every_link_leads_somewhere() {
        JsonNode seen = seen("approve", 360);

        assertThat(texts(seen, "/links")).contains("#changes", "#locks", "#rows", "#sql", "#method");
        assertThat(texts(seen, "/deadLinks")).isEmpty();
    }

    @Test
    void a_bar_is_filled_as_long_as_its_table_is_locked() {
        assertThat(numbers(seen("reject", 360), "/bars"))
                .singleElement()
                .satisfies(share -> assertThat(share).isCloseTo(1, within(0.01)));
        assertThat(numbers(seen("approve", 360), "/bars"))
                .hasSize(5)
                .satisfiesExactly(
                        invoice -> assertThat(invoice).isCloseTo(1, within(0.01)),
                        customer -> assertThat(customer).isCloseTo(6 / 7.0, within(0.03)),
                        overview -> assertThat(overview).isCloseTo(2 / 7.0, within(0.03)),
                        line -> assertThat(line).isCloseTo(1 / 7.0, within(0.03)),
                        concurrently -> assertThat(concurrently).isCloseTo(1, within(0.01)));
    }

    @Test
    void the_safe_form_is_copied_as_it_is_in_the_plan() {
        JsonNode plan = SamplePlan.named("reject");

        assertThat(texts(seen("reject", 360), "/copied"))
                .contains(
                        plan.at("/hazards/0/safe").asString(),
                        plan.at("/hazards/1/safe").asString(),
                        plan.at("/hazards/2/safe").asString());
    }

    @ParameterizedTest
    @EnumSource
    void is_light_by_day_and_dark_by_night(Scheme scheme) throws IOException {
        Files.createDirectories(PICTURES);
        for (String name : List.of("reject", "approve", "hostile")) {
            Path png = PICTURES.resolve(name + "-" + scheme + ".png");
            browser.picture(PlanPage.html(SamplePlan.named(name)), scheme, 1200, png);
            BufferedImage picture = ImageIO.read(png.toFile());

            assertThat(picture.getWidth()).isEqualTo(1200);
            assertThat(brightness(picture, 1190, 1590))
                    .satisfies(bright -> assertThat(bright > 0.5).isEqualTo(scheme == Scheme.LIGHT));
            assertThat(new Color(picture.getRGB(2, 2))).isNotEqualTo(new Color(picture.getRGB(1190, 1590)));
        }
    }

    private static float brightness(BufferedImage picture, int x, int y) {
        Color colour = new Color(picture.getRGB(x, y));
        return Color.RGBtoHSB(colour.getRed(), colour.getGreen(), colour.getBlue(), null)[2];
    }

    /** What the browser makes of a sample's page at that width. */
    private JsonNode seen(String name, int width) {
        return measured(PlanPage.html(SamplePlan.named(name)), width);
    }

    private JsonNode measured(String page, int width) {
        String inner = page.replace("&", "&amp;").replace("\"", "&quot;");
        String dom = browser.dom(AROUND.formatted(width, inner), Scheme.LIGHT);
        Matcher result = RESULT.matcher(dom);
        assertThat(result.find()).as(dom).isTrue();
        return JsonMapper.shared()
                .readTree(new String(Base64.getDecoder().decode(result.group(1)), StandardCharsets.UTF_8));
    }

    private static List<String> texts(JsonNode seen, String pointer) {
        return seen.at(pointer).valueStream().map(JsonNode::asString).toList();
    }

    private static List<Double> numbers(JsonNode seen, String pointer) {
        return seen.at(pointer).valueStream().map(JsonNode::asDouble).toList();
    }
}
