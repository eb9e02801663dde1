package dev.skein.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

class RenderingTest {
    @Test
    void frames_an_alert() {
        String alert = Alert.parse("""
                        {"version":"1.0","source":"custom",
                         "content":{"textType":"client-markdown","title":"T","description":"D","nextSteps":["N"]},
                         "metadata":{"threadId":"run"}}
                        """).map(Alert::render).orElseThrow();
        assertThat(alert).contains("| T ", "| D ", "| - N ", "| thread run ");
    }

    @Test
    void shows_nothing_for_what_a_chat_would_drop() {
        assertThat(Alert.parse("plain text")).isEmpty();
        assertThat(Alert.parse("{\"version\":\"1.0\",\"source\":\"custom\"}")).isEmpty();
    }

    @Test
    void shows_why_a_message_died_and_which_object_it_was_about() {
        Message message = Message.builder()
                .messageId("m")
                .messageAttributes(Map.of(
                        "skein-reason",
                        MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue("bad-key")
                                .build()))
                .body("""
                        {"Records":[{"eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"b"},
                         "object":{"key":"a+b%2B","versionId":"v"}}}]}
                        """)
                .build();
        assertThat(new DeadLetter(message).render())
                .contains("skein-reason: bad-key", "ObjectCreated:Put s3://b/a b+ version v");
    }

    @Test
    void quotes_for_the_shell() {
        assertThat(EnvFile.text(Map.of("K", "a'b $c"))).isEqualTo("export K='a'\\''b $c'\n");
    }
}
