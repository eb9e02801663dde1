package dev.skein.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import tools.jackson.databind.JsonNode;

/** What everybody learns after an apply: the schema, warnings, assertions. */
class AfterApplyIT extends EndToEndTest {
    private static final String CREATE = """
            CREATE TABLE item (id int PRIMARY KEY, label text);
            INSERT INTO item VALUES (1, 'secret label'), (2, '');
            ALTER TABLE item ADD CONSTRAINT labelled CHECK (label <> '') NOT VALID;""";

    @Test
    void publishes_the_schema_beside_the_outcome_and_warns_of_what_is_not_finished() {
        stage.worker();
        Path bundle = stage.bundle(
                "1", "V1__item.sql", CREATE, "assertions/ids.sql", "SELECT FROM item GROUP BY id HAVING count(*) > 1");

        String run = "orders/orders/1/" + stage.put("bundles/orders/orders/1.zip", bundle);
        JsonNode outcome = stage.outcome(run, 1);

        assertThat(outcome.path("status").asString()).isEqualTo("APPLIED");
        assertThat(outcome.at("/effectiveSchema/json").asString()).isEqualTo("runs/" + run + "/1/schema.json");
        JsonNode schema = stage.object("runs/" + run + "/1/schema.json");
        assertThat(schema.path("schema").asString()).isEqualTo("skein.schema/1");
        List<String> tables = schema.path("objects")
                .valueStream()
                .filter(object -> object.path("kind").asString().equals("table"))
                .map(object -> object.path("name").asString())
                .toList();
        assertThat(tables).containsExactly("public.item");
        assertThat(schema.toString()).contains("labelled").doesNotContain("secret label");
        assertThat(outcome.path("warnings")).singleElement().satisfies(warning -> {
            assertThat(warning.path("code").asString()).isEqualTo("unvalidated-constraint");
            assertThat(warning.path("object").asString()).isEqualTo("public.item.labelled");
        });
        assertThat(stage.take(stage.alertInbox).body()).contains("1 warning: see the outcome");
    }

    @Test
    void fails_by_an_assertion_and_shows_nobody_the_rows() {
        stage.worker();
        Path bundle = stage.bundle(
                "1",
                "V1__item.sql",
                CREATE,
                "assertions/labels.sql",
                "SELECT label FROM item WHERE label LIKE 'secret%'");

        String run = "orders/orders/1/" + stage.put("bundles/orders/orders/1.zip", bundle);
        JsonNode outcome = stage.outcome(run, 1);

        assertThat(outcome.path("status").asString()).isEqualTo("FAILED");
        assertThat(outcome.at("/problem/code").asString()).isEqualTo("assertion-failed");
        assertThat(outcome.at("/problem/file").asString()).isEqualTo("assertions/labels.sql");
        assertThat(outcome.at("/problem/message").asString()).contains("found 1 row;");
        assertThat(outcome.at("/problem/applied")).isEmpty();
        assertThat(outcome.toString()).doesNotContain("secret label");
        Message letter = stage.take(stage.deadLetters);
        assertThat(Stage.attributes(letter)).containsEntry("skein-reason", "assertion-failed");
        assertThat(stage.take(stage.alertInbox).body()).doesNotContain("secret label");
        assertThat(stage.sql("SELECT to_regclass('item') IS NULL")).containsExactly("t");
    }
}
