package dev.skein;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.bundle.ProblemCode;
import dev.skein.flyway.HistoryProblem;
import dev.skein.intake.LetterReason;
import dev.skein.outcome.Answer;
import dev.skein.outcome.RunProblemCode;
import dev.skein.plan.PlanProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every stable code has its page, and every page its code. */
class ProblemPagesTest {
    private static final Path PAGES = Path.of("..", "docs", "problems");

    @Test
    void every_code_has_a_page_and_every_page_a_code() throws IOException {
        List<String> codes = codes().sorted().toList();

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

    private static Stream<String> codes() {
        return Stream.of(
                        Arrays.stream(ProblemCode.values()).map(ProblemCode::code),
                        Arrays.stream(HistoryProblem.Code.values()).map(HistoryProblem.Code::code),
                        Arrays.stream(RunProblemCode.values()).map(RunProblemCode::code),
                        Arrays.stream(PlanProblem.Code.values()).map(PlanProblem.Code::code),
                        Arrays.stream(LetterReason.values()).map(LetterReason::code),
                        Arrays.stream(Answer.Refusal.values()).map(Answer.Refusal::code))
                .flatMap(stream -> stream);
    }
}
