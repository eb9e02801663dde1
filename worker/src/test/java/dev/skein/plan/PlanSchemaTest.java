package dev.skein.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.plan.hazard.Decision;
import dev.skein.plan.hazard.Severity;
import dev.skein.plan.probe.Probe;
import dev.skein.plan.schema.Change;
import dev.skein.plan.trace.LockMode;
import dev.skein.testing.PlanSchema;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The documentation of plan.json says what plan.json is. */
class PlanSchemaTest {
    private static final Path SAMPLES = Path.of("src", "test", "resources", "plan");

    private final PlanSchema schema = PlanSchema.read();

    @ParameterizedTest
    @ValueSource(strings = {"apply", "approve", "empty", "reject", "stopped"})
    void the_sample_plans_are_as_it_says(String name) {
        assertThat(schema.complaints(sample(name))).isEmpty();
    }

    @Test
    void it_names_every_word_that_a_plan_may_hold() {
        assertWords("/properties/verdict", Verdict.values(), Enum::name);
        assertWords("/$defs/hazard/properties/severity", Severity.values(), Enum::name);
        assertWords("/$defs/hazard/properties/decision", Decision.values(), Enum::name);
        assertWords("/$defs/probe/properties/kind", Probe.Kind.values(), Enum::name);
        assertWords("/$defs/probe/properties/answer", Probe.Answer.values(), Enum::name);
        assertWords("/$defs/change/properties/action", Change.Action.values(), Enum::name);
        assertWords("/$defs/touch/properties/blocks", LockMode.Blocks.values(), LockMode.Blocks::label);
    }

    private <T> void assertWords(String pointer, T[] values, Function<T, String> word) {
        assertThat(schema.words(pointer))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(values).map(word).toList());
    }

    @Test
    void what_does_not_fit_is_found() {
        ObjectNode plan = sample("reject");
        plan.remove("hash");
        plan.put("surprise", 1).put("from", 4).put("verdict", "PERHAPS");
        ((ObjectNode) plan.at("/hazards/0")).put("line", 0).remove("why");
        ((ObjectNode) plan.at("/fingerprint")).put("definition of public.x", "?");

        assertThat(schema.complaints(plan))
                .containsExactlyInAnyOrder(
                        "/hash is missing",
                        "/surprise is not in the schema",
                        "/from is not [\"string\",\"null\"]",
                        "/verdict is none of [\"APPLY\",\"APPROVE\",\"REJECT\",\"NOTHING_TO_DO\"]",
                        "/hazards/0/line is below 1",
                        "/hazards/0/why is missing",
                        "/fingerprint/definition of public.x does not match \"^[0-9a-f]{64}$\"");
    }

    private static ObjectNode sample(String name) {
        return (ObjectNode) JsonMapper.shared().readTree(SAMPLES.resolve(name + ".json"));
    }
}
