package dev.skein.github;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class WorkflowCommandTest {
    @Test
    void names_the_place_and_keeps_the_message_in_one_line() {
        Annotation annotation = new Annotation(
                Annotation.Level.WARNING,
                new Place("db/V1__a.sql", 12),
                "drops-table",
                "100% of it\nis gone: all, really");

        assertThat(WorkflowCommand.of(annotation))
                .isEqualTo(
                        "::warning title=drops-table,file=db/V1__a.sql,line=12::100%25 of it%0Ais gone: all, really");
    }

    @Test
    void a_hostile_file_ends_neither_its_property_nor_its_line() {
        Annotation annotation = new Annotation(
                Annotation.Level.ERROR,
                new Place("a,title=x::b\n::add-mask::c%0A.sql", 0),
                "t::,file=x\r\n::debug::",
                "m\r\n::stop-commands::x");

        assertThat(WorkflowCommand.of(annotation))
                .isEqualTo("::error title=t%3A%3A%2Cfile=x\\u000d\\u000a%3A%3Adebug%3A%3A"
                        + ",file=a%2Ctitle=x%3A%3Ab%0A%3A%3Aadd-mask%3A%3Ac%250A.sql,line=1::m%0A::stop-commands::x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "::stop-commands::x",
                "   ::add-mask::secret",
                "\u00a0\u2003\u3000::error::x",
                "\u0000\u200b\ufeff::error::x",
                "text ##[error]x",
                "##[add-path]/tmp",
                ":::error::x"
            })
    void no_line_stays_a_command(String line) {
        String defused = WorkflowCommand.defused(line);

        assertThat(defused.strip()).doesNotStartWith("::").doesNotContain("##[");
        assertThat(defused.replaceAll("[\\p{Z}\\p{C}]", "")).isEqualTo(line.replaceAll("[\\p{Z}\\p{C}]", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a::b", "SELECT 1::text", "'::'", "## [x]", "", ":"})
    void text_stays_as_it_is(String line) {
        assertThat(WorkflowCommand.defused(line)).isEqualTo(line);
    }

    @Test
    void a_document_stays_the_same_document() {
        String json = "{\"sql\":\"SELECT a ##[error] b\"}";

        String defused = WorkflowCommand.defusedJson(json);

        assertThat(defused).doesNotContain("##[");
        assertThat(JsonMapper.shared().readTree(defused))
                .isEqualTo(JsonMapper.shared().readTree(json));
    }
}
