package dev.skein.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What GitHub reads of the action. */
class ActionFileTest {
    private final JsonNode action = YAMLMapper.builder().build().readTree(ActionRun.ACTION.resolve("action.yml"));

    @Test
    void no_expression_becomes_a_part_of_a_script() {
        assertThat(steps())
                .filteredOn(step -> step.has("run"))
                .isNotEmpty()
                .allMatch(step -> step.path("run").asString("").matches("\"\\$GITHUB_ACTION_PATH/[a-z]+\""));
    }

    @Test
    void every_input_is_declared_and_used() throws IOException {
        String text = Files.readString(ActionRun.ACTION.resolve("action.yml"));

        assertThat(action.path("inputs").propertyNames())
                .containsExactlyInAnyOrderElementsOf(found(text, "inputs\\.([a-z0-9-]+)"));
    }

    @Test
    void the_scripts_get_each_input_that_they_read() throws IOException {
        for (JsonNode step : steps()) {
            if (step.has("run")) {
                String script = step.path("run").asString("").replaceAll(".*/|\"", "");
                String text = Files.readString(ActionRun.ACTION.resolve(script));
                assertThat(found(text, "(INPUT_[A-Z0-9_]+|SKEIN_JAVA|SKEIN_JAR)"))
                        .as(script)
                        .isNotEmpty()
                        .isSubsetOf(step.path("env").propertyNames());
            }
        }
    }

    @Test
    void every_output_comes_from_a_step() {
        assertThat(action.path("outputs").propertyNames())
                .containsExactlyInAnyOrder("status", "run", "outcome", "plan");
    }

    private List<JsonNode> steps() {
        return action.at("/runs/steps").valueStream().toList();
    }

    private static Set<String> found(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
