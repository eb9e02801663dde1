package dev.skein.e2e;

import static dev.skein.testing.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How the worker starts, says what it is configured to do, and ends. */
class WorkerStartIT extends EndToEndTest {
    @Test
    void logs_json_lines_without_secrets_and_ends_with_0_when_told_to() {
        SkeinProcess worker = stage.worker();
        stage.skein(
                "push",
                stage.bundle("1", "V1__a.sql", "CREATE TABLE a ();").toString(),
                "--target",
                "orders",
                "--wait");

        worker.terminate();
        SkeinProcess.Result result = worker.await();

        assertThat(result.exitCode()).isZero();
        List<JsonNode> lines =
                result.out().lines().map(JsonMapper.shared()::readTree).toList();
        assertThat(lines)
                .extracting(line -> line.path("message").asString())
                .contains("settings", "target", "worker started", "run ended", "worker stopped");
        assertThat(result.out())
                .doesNotContain(Stage.PASSWORD)
                .doesNotContain(stage.surroundings.aws().secret());
        assertThat(result.out()).contains(stage.bucket).contains("user " + stage.id + ", password");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void says_in_one_sentence_each_what_keeps_it_from_starting() {
        String plainBucket = "plain-" + stage.id;
        stage.s3.createBucket(create -> create.bucket(plainBucket));
        stage.environment.put("SKEIN_BUCKET", plainBucket);
        stage.environment.put("SKEIN_UPLOADS_QUEUE", stage.uploads + "-wrong");
        stage.environment.put("SKEIN_REQUESTS_QUEUE", stage.outcomeInbox);

        SkeinProcess.Result result = stage.skein("worker");

        assertThat(result.exitCode()).isEqualTo(11);
        assertThat(result.err())
                .contains("bucket " + plainBucket + " keeps no versions")
                .contains("queue " + stage.uploads + "-wrong cannot be used")
                .contains("has no redrive policy to")
                .doesNotContain("\tat ");
    }

    @Test
    @DisabledIfSystemProperty(named = "skein.e2e", matches = "containers", disabledReason = "LocalStack denies nothing")
    void names_the_permission_that_it_lacks() {
        stage.environment.put("AWS_ACCESS_KEY_ID", "DENIED");

        SkeinProcess.Result result = stage.skein("worker");

        assertThat(result.exitCode()).isEqualTo(11);
        assertThat(result.err())
                .contains("lacks the permission s3:GetBucketVersioning")
                .contains("lacks the permission sqs:GetQueueAttributes");
    }

    @Test
    void reports_all_wrong_settings_at_once_and_never_their_values() {
        SkeinProcess.Result result = SkeinProcess.run(
                Map.of("SKEIN_BUCKET", "b", "SKEIN_TARGETS_ORDERS_PASSWORD", Stage.PASSWORD, "SKEIN_TYPO", "x"),
                "worker");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .contains("SKEIN_UPLOADS_QUEUE")
                .contains("SKEIN_OUTCOMES_TOPIC")
                .contains("targets.orders.url")
                .contains("targets.orders.user")
                .contains("SKEIN_TYPO: there is no such setting")
                .doesNotContain(Stage.PASSWORD);
    }

    @Test
    void starts_and_warns_when_a_target_cannot_be_reached() {
        stage.environment.put("SKEIN_TARGETS_AWAY_URL", "jdbc:postgresql://127.0.0.1:1/away");
        stage.environment.put("SKEIN_TARGETS_AWAY_USER", "nobody");

        SkeinProcess worker = stage.worker();

        await().atMost(PATIENCE).until(() -> worker.out().contains("target cannot be used"));
        assertThat(stage.skein(
                                "push",
                                stage.bundle("1", "V1__a.sql", "SELECT 1;").toString(),
                                "--target",
                                "orders",
                                "--wait")
                        .exitCode())
                .isZero();
    }

    @Test
    void reads_its_settings_from_a_file_and_a_password_from_secrets_manager(@TempDir Path folder) throws Exception {
        try (SecretsManagerClient secrets = SecretsManagerClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .region(Region.of(stage.surroundings.region()))
                .endpointOverride(stage.surroundings.endpoint())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        stage.surroundings.aws().name(),
                        stage.surroundings.aws().secret())))
                .build()) {
            String json =
                    JsonMapper.shared().writeValueAsString(Map.of("username", stage.id, "password", Stage.PASSWORD));
            secrets.createSecret(create -> create.name(stage.id).secretString(json));
        }
        stage.environment.keySet().removeIf(name -> name.startsWith("SKEIN_TARGETS_"));
        Path config = Files.writeString(
                folder.resolve("skein.yaml"), """
                targets:
                  orders:
                    url: %s
                    password-secret: %s
                    schema: shop
                    search-path: [public]
                    history-table: history of orders
                """.formatted(stage.surroundings.jdbcUrl(stage.id), stage.id));
        stage.environment.put("SKEIN_CONFIG", config.toString());
        stage.worker();

        var result = stage.skein(
                "push",
                stage.bundle("1", "V1__a.sql", "CREATE TABLE a ();").toString(),
                "--target",
                "orders",
                "--wait");

        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(stage.sql("SELECT relnamespace::regnamespace FROM pg_class WHERE relname = 'a'"))
                .containsExactly("shop");
        assertThat(stage.sql("SELECT count(*) FROM shop.\"history of orders\" WHERE version IS NOT NULL"))
                .containsExactly("1");
    }
}
