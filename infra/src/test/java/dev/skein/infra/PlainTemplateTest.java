package dev.skein.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awscdk.App;
import software.amazon.awscdk.assertions.Template;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The template for people without CDK is what is synthesized, and needs nothing but itself. */
@ExtendWith(RequiresNode.class)
class PlainTemplateTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    @Test
    void is_committed_as_it_is_made() {
        App app = App.Builder.create().context(Synthesis.flags()).build();
        String made = JSON.writeValueAsString(
                        Template.fromStack(PlainTemplate.add(app)).toJSON())
                + "\n";

        Golden.assertSame(Path.of("skein.template.json"), made);
        JsonNode template = JSON.readTree(made);
        assertThat(template.has("Rules")).as("of a bootstrap").isFalse();
        assertThat(template.path("Parameters").propertyNames()).doesNotContain("BootstrapVersion");
        assertThat(made)
                .doesNotContain("cdk-hnb659fds")
                .doesNotContain("AssetParameters")
                .doesNotContain("${Token");
    }
}
