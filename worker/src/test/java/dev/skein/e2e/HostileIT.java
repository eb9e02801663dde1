package dev.skein.e2e;

import static dev.skein.testing.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skein.intake.Hostile;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

/** What nobody should send, to a real queue and a real worker. */
class HostileIT extends EndToEndTest {

    @Test
    void loses_no_hostile_message_and_applies_what_comes_behind_them_all() {
        List<Hostile> sent = Hostile.all().stream()
                .filter(Hostile::isSendable)
                .map(this::here)
                .toList();
        Map<String, String> expected = new TreeMap<>(sent.stream()
                .filter(hostile -> !hostile.fate().equals(Hostile.IGNORED))
                .collect(Collectors.toMap(Hostile::body, Hostile::fate)));
        sent.forEach(hostile ->
                stage.sqs.sendMessage(send -> send.queueUrl(stage.uploads).messageBody(hostile.body())));
        SkeinProcess worker = stage.worker();
        String version = stage.put(
                "bundles/orders/orders/9.zip", stage.bundle("9", "V1__create_item.sql", "CREATE TABLE item (id int);"));

        Map<String, String> letters = new TreeMap<>();
        await("dead letters").atMost(PATIENCE).until(() -> {
            collect(letters);
            return letters.size() >= expected.size();
        });

        stage.awaitEmpty(stage.uploads);
        collect(letters);
        assertThat(letters).isEqualTo(expected);
        assertThat(stage.outcome("orders/orders/9/" + version, 1).path("status").asString())
                .isEqualTo("APPLIED");
        assertThat(worker.isAlive()).isTrue();
        assertThat(worker.out()).doesNotContain("\"message not finished\"").contains("\"event ignored\"");
    }

    /** The same, of the stage's own bucket. */
    private Hostile here(Hostile hostile) {
        return new Hostile(hostile.name(), hostile.body().replace(Hostile.BUCKET, stage.bucket), hostile.fate());
    }

    private void collect(Map<String, String> letters) {
        List<Message> batch;
        do {
            batch = stage.sqs
                    .receiveMessage(receive -> receive.queueUrl(stage.deadLetters)
                            .maxNumberOfMessages(10)
                            .waitTimeSeconds(1)
                            .messageAttributeNames("All"))
                    .messages();
            for (Message letter : batch) {
                letters.put(letter.body(), Stage.attributes(letter).getOrDefault("skein-reason", "none"));
                stage.sqs.deleteMessage(
                        delete -> delete.queueUrl(stage.deadLetters).receiptHandle(letter.receiptHandle()));
            }
        } while (!batch.isEmpty());
    }
}
