package dev.skein.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.apply.ApplyResult.Versions;
import dev.skein.apply.MigrationRun;
import dev.skein.intake.UploadTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AlertTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Attempt ATTEMPT = new Attempt(
            new RunId("orders/orders/1/v1"),
            1,
            new Attempt.Upload("bundles/orders/orders/1.zip", "v1", "00", UploadTime.of(NOW), ""),
            Attempt.Delivery.DIRECT,
            NOW);

    @Test
    void conforms_to_the_custom_notification() {
        JsonNode alert = alert(new Outcome.Applied(
                new Versions("1", "2"),
                List.of(new MigrationRun("2", "migrations/V2__a.sql", 1, Duration.ofMillis(5)))));

        assertThat(alert.path("version").asString()).isEqualTo("1.0");
        assertThat(alert.path("source").asString()).isEqualTo("custom");
        assertThat(alert.at("/content/textType").asString()).isEqualTo("client-markdown");
        assertThat(alert.at("/content/title").asString()).isEqualTo(":white_check_mark: APPLIED: orders 1 on orders");
        assertThat(alert.at("/content/description").asString())
                .isEqualTo("1 migration applied, version 1 → 2\nRun `orders/orders/1/v1`, attempt 1");
        assertThat(alert.at("/metadata/threadId").asString()).isEqualTo("orders/orders/1/v1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!channel> & <https://evil|click>",
                "*bold* _it_ ~no~ `code`",
                "\u202e\u0000\u001b[31m",
                "\"quotes\" \\ \n new line"
            })
    void gives_hostile_text_no_meaning(String hostile) {
        Problem problem = new Problem(
                "statement-failed",
                hostile,
                new Problem.Place("migrations/V1__" + hostile + ".sql", 3, hostile),
                new Problem.Server("42601", false, hostile, hostile),
                Problem.Remedy.of("Mend it."));

        String description =
                alert(new Outcome.NotTried(problem)).at("/content/description").asString();

        String outsideOfCode = description.replaceAll("`[^`]*`", "");
        assertThat(description).doesNotContain("<", ">", "\u202e", "\u001b");
        assertThat(description.chars().filter(character -> character == '`').count())
                .isEqualTo(6);
        assertThat(outsideOfCode).doesNotContain("bold", "_it_", "~no~");
    }

    @ParameterizedTest
    @ValueSource(strings = {"22P02", "P0001", "23514"})
    void leaves_out_messages_that_quote_values_of_rows(String sqlState) {
        Problem problem = new Problem(
                "statement-failed",
                "invalid input syntax for type integer: \"4111 1111\"",
                Problem.Place.NOWHERE,
                new Problem.Server(sqlState, sqlState.equals("23514"), "Key (card)=(4111 1111)", null),
                Problem.Remedy.of("Mend it."));

        assertThat(alert(new Outcome.NotTried(problem)).toString())
                .doesNotContain("4111")
                .contains(sqlState);
    }

    @Test
    void never_exceeds_the_limits_of_the_service() {
        Problem problem = new Problem(
                "x", "😀".repeat(9_000), Problem.Place.NOWHERE, null, Problem.Remedy.of("😀".repeat(9_000)));

        JsonNode content = alert(new Outcome.NotTried(problem)).path("content");

        assertThat(content.path("title").asString().length()).isLessThanOrEqualTo(250);
        assertThat(content.path("description").asString().length()).isLessThanOrEqualTo(8_000);
        assertThat(StandardCharsets.UTF_8
                        .newEncoder()
                        .canEncode(content.path("description").asString()))
                .isTrue();
    }

    @Test
    void the_topics_message_is_cut_to_what_sns_carries_and_says_so() {
        List<MigrationRun> migrations = new ArrayList<>(
                Collections.nCopies(10_000, new MigrationRun("1", "migrations/V1__é.sql", 1, Duration.ZERO)));
        OutcomeDocument document = OutcomeWriter.write(
                ATTEMPT, Conclusion.of(new Outcome.Applied(new Versions(null, "1"), migrations)), NOW);

        String message = TopicMessage.of(document);

        JsonNode tree = JsonMapper.shared().readTree(message);
        assertThat(message.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(200 * 1024);
        assertThat(tree.path("truncated").asBoolean()).isTrue();
        assertThat(tree.path("key").asString()).isEqualTo("runs/orders/orders/1/v1/1/outcome.json");
        assertThat(tree.path("migrations").size()).isBetween(1, 9_999);
        assertThat(document.at("/migrations").size()).isEqualTo(10_000);
    }

    private static JsonNode alert(Outcome outcome) {
        return JsonMapper.shared().readTree(Alert.of(OutcomeWriter.write(ATTEMPT, Conclusion.of(outcome), NOW)));
    }
}
