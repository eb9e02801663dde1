package dev.skein.sandbox;

import static dev.skein.sandbox.RunningSandbox.S3;
import static dev.skein.sandbox.RunningSandbox.SANDBOX;
import static dev.skein.sandbox.RunningSandbox.SNS;
import static dev.skein.sandbox.RunningSandbox.SQS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.sqs.model.Message;

class ProvisionTest {
    private static Map<String, String> environment = Map.of();

    @BeforeAll
    static void provision() {
        environment = Provision.of(SANDBOX);
    }

    private static List<String> bodies(String variable) {
        String queue = environment.getOrDefault(variable, "");
        return SQS.receiveMessage(r -> r.queueUrl(queue).waitTimeSeconds(5).maxNumberOfMessages(10)).messages().stream()
                .map(Message::body)
                .toList();
    }

    @Test
    void routes_requests_and_uploads_to_their_queues() {
        S3.putObject(
                put -> put.bucket("skein-bundles").key("requests/orders/status/1.json"), RequestBody.fromString("{}"));
        Awaitility.await()
                .until(() -> bodies("SKEIN_REQUESTS_QUEUE").stream()
                        .anyMatch(body -> body.contains("requests/orders/status/1.json")));
    }

    @Test
    void delivers_alerts_raw() {
        SNS.publish(publish -> publish.topicArn(environment.getOrDefault("SKEIN_ALERTS_TOPIC", ""))
                .message("{\"a\":1}"));
        assertThat(bodies("SKEIN_SANDBOX_ALERTS_INBOX")).containsExactly("{\"a\":1}");
    }

    @Test
    void lets_the_migrator_in_by_its_odd_password_only() throws SQLException {
        String url = environment.getOrDefault("SKEIN_TARGETS_ORDERS_URL", "");
        String user = environment.getOrDefault("SKEIN_TARGETS_ORDERS_USER", "");
        try (Connection connection =
                DriverManager.getConnection(url, user, environment.get("SKEIN_TARGETS_ORDERS_PASSWORD"))) {
            assertThat(connection.getMetaData().getUserName()).isEqualTo("orders_migrator");
        }
        assertThatThrownBy(() -> DriverManager.getConnection(url, user, "S#^+!@:/?% e"))
                .hasMessageContaining("password authentication failed");
    }
}
