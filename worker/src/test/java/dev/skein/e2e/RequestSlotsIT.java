package dev.skein.e2e;

import static dev.skein.testing.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import tools.jackson.databind.JsonNode;

/** Requests that take minutes, beside those that take a moment. */
class RequestSlotsIT extends EndToEndTest {
    private static final int PLANS = 6;

    /** No other test sleeps as long. */
    private static final String SLEEP = "SELECT pg_sleep(597);";

    private static final String SLEEPERS =
            " FROM pg_stat_activity WHERE query LIKE '%pg_sleep(597)%' AND state = 'active'"
                    + " AND pid <> pg_backend_pid()";

    @Test
    void a_cancel_is_answered_while_more_plans_are_asked_for_than_there_are_slots() {
        SkeinProcess worker = stage.worker();
        Path bundle = stage.bundle("1", "V1__sleep.sql", SLEEP);
        IntStream.range(0, PLANS).forEach(i -> plan("p" + i, bundle));
        await().atMost(PATIENCE)
                .until(() ->
                        stage.counts(stage.requests).getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, 0)
                                        == 0
                                && stage.admin("SELECT count(*)" + SLEEPERS).contains("2"));

        stage.put("requests/orders/cancel/c1.json", "{\"run\":\"orders/orders/1/nowhere\"}");

        JsonNode answer = stage.awaitObject("answers/orders/cancel/c1/answer.json");
        assertThat(answer.at("/problem/code").asString()).isEqualTo("unknown-run");
        for (int i = 0; i < PLANS; i++) {
            assertThat(stage.object("answers/orders/plan/p" + i + "/answer.json")
                            .isMissingNode())
                    .as("plan %d is still at work", i)
                    .isTrue();
        }
        worker.kill();
        stage.admin("SELECT pg_terminate_backend(pid)" + SLEEPERS);
    }

    private void plan(String id, Path bundle) {
        String version = stage.put("requests/orders/plan/" + id + ".zip", bundle);
        stage.put("requests/orders/plan/" + id + ".json", "{\"bundleVersionId\":\"" + version + "\"}");
    }
}
