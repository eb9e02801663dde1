package dev.skein.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The image that Docker builds and the one that {@code image/tar} writes are told apart by nothing. */
class DockerfileTest {
    private static final Pattern LABEL = Pattern.compile("^LABEL (\\S+)=\"(.*)\"$", Pattern.MULTILINE);
    private static final Pattern LAYER =
            Pattern.compile("^COPY --from=build /skein/image/target/layers/(\\S+)/ /$", Pattern.MULTILINE);

    private final JsonNode config = JsonMapper.shared().readTree(Checkout.text("image/config.json"));
    private final String stage;

    DockerfileTest() throws IOException {
        String dockerfile = Checkout.text("image/Dockerfile");
        stage = dockerfile.substring(dockerfile.indexOf("FROM scratch"));
    }

    @Test
    void has_the_same_user_folder_and_volumes() {
        assertThat(values("USER")).containsExactly(config.path("User").asString());
        assertThat(values("WORKDIR")).containsExactly(config.path("WorkingDir").asString());
        assertThat(values("VOLUME"))
                .containsExactly(JsonMapper.shared()
                        .writeValueAsString(config.path("Volumes").propertyNames()));
    }

    @Test
    void has_the_same_variables() {
        assertThat(values("ENV")).containsExactlyElementsOf(texts("Env"));
    }

    @Test
    void starts_the_same_program() {
        assertThat(words("ENTRYPOINT")).isEqualTo(texts("Entrypoint"));
        assertThat(words("CMD")).isEqualTo(texts("Cmd"));
    }

    @Test
    void has_the_same_labels() {
        assertThat(LABEL.matcher(stage)
                        .results()
                        .map(label -> label.group(1) + "=" + label.group(2))
                        .toList())
                .isEqualTo(config.path("Labels").properties().stream()
                        .map(label -> label.getKey() + "=" + label.getValue().asString())
                        .toList());
    }

    @Test
    void lays_the_same_layers_in_the_same_order() throws IOException {
        try (Stream<Path> steps = Files.list(Checkout.path("image/steps"))) {
            List<String> made = steps.map(step -> step.getFileName().toString())
                    .filter(name -> Character.isDigit(name.charAt(0)))
                    .sorted()
                    .toList();
            assertThat(LAYER.matcher(stage)
                            .results()
                            .map(layer -> layer.group(1))
                            .toList())
                    .isEqualTo(made)
                    .hasSize((int) stage.lines()
                            .filter(line -> line.startsWith("COPY") || line.startsWith("ADD"))
                            .count());
        }
    }

    @Test
    void says_nothing_else() {
        assertThat(stage.lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .map(line -> line.substring(0, line.indexOf(' ')))
                        .distinct())
                .containsExactlyInAnyOrder(
                        "FROM", "COPY", "USER", "ENV", "WORKDIR", "VOLUME", "LABEL", "ENTRYPOINT", "CMD");
    }

    private List<String> values(String instruction) {
        return Pattern.compile("^" + instruction + " (.*)$", Pattern.MULTILINE)
                .matcher(stage)
                .results()
                .map((MatchResult line) -> line.group(1))
                .toList();
    }

    private List<String> words(String instruction) {
        return JsonMapper.shared()
                .readTree(values(instruction).get(0))
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    private List<String> texts(String field) {
        return config.path(field).valueStream().map(JsonNode::asString).toList();
    }
}
