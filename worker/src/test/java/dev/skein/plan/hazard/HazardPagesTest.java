package dev.skein.plan.hazard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every hazard has its page, and every page its hazard. */
class HazardPagesTest {
    private static final Path PAGES = Path.of("..", "docs", "hazards");

    @Test
    void every_code_has_a_page_and_every_page_a_code() throws IOException {
        List<String> codes = Arrays.stream(HazardCode.values())
                .map(HazardCode::code)
                .sorted()
                .toList();

        try (Stream<Path> pages = Files.list(PAGES)) {
            assertThat(pages.map(page -> page.getFileName().toString())
                            .filter(name -> !name.equals("README.md"))
                            .sorted())
                    .containsExactlyElementsOf(
                            codes.stream().map(code -> code + ".md").toList());
        }
        for (String code : codes) {
            assertThat(Files.readString(PAGES.resolve(code + ".md"))).startsWith("# `" + code + "`\n");
        }
        assertThat(Files.readString(PAGES.resolve("README.md")))
                .contains(codes.stream().map(code -> "(" + code + ".md)").toList());
    }
}
