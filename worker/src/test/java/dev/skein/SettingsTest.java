package dev.skein;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.ecs.EcsService;
import dev.skein.target.ConnectLimits;
import dev.skein.target.Target;
import dev.skein.telemetry.Collector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final String SERVICE = "arn:aws:ecs:eu-central-1:123456789012:service/shop/worker";
    private static final String PASSWORD = "S#^+!@:/?% é";

    @TempDir
    Path folder;

    @Test
    void has_these_defaults() {
        Settings settings = SettingsReader.worker(minimal());

        assertThat(settings.aws().region()).isEmpty();
        assertThat(settings.aws().endpoint()).isEmpty();
        assertThat(settings.topics().alerts()).isEmpty();
        assertThat(settings.work())
                .isEqualTo(new Settings.Work(
                        4,
                        Duration.ofSeconds(20),
                        new ConnectLimits(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(30)),
                        Duration.ofSeconds(110),
                        new Settings.Signals(
                                Optional.empty(), Path.of(System.getProperty("java.io.tmpdir"), "skein-health.json"))));
        Target target = target(settings, "orders");
        assertThat(target.namespace().schema()).isEqualTo("public");
        assertThat(target.namespace().historyTable()).isEqualTo("flyway_schema_history");
        assertThat(target.namespace().searchPath()).isEmpty();
        assertThat(target.namespace().role()).isNull();
    }

    @Test
    void reads_everything_from_the_environment() {
        Map<String, String> environment = minimal();
        environment.putAll(Map.of(
                "SKEIN_REGION", "eu-central-1",
                "SKEIN_ENDPOINT", "http://127.0.0.1:4566",
                "SKEIN_ALERTS_TOPIC", "arn:alerts",
                "SKEIN_CONNECT_TIMEOUT", "2m",
                "SKEIN_CONNECT_RETRY", "0s",
                "SKEIN_TARGETS_BIG_SHOP_URL", "jdbc:postgresql://db/shop",
                "SKEIN_TARGETS_BIG_SHOP_USER", "shop",
                "SKEIN_TARGETS_BIG_SHOP_PASSWORD", PASSWORD,
                "SKEIN_TARGETS_BIG_SHOP_SEARCH_PATH", "shop, extensions",
                "SKEIN_TARGETS_BIG_SHOP_ROLE", "owner"));

        Settings settings = SettingsReader.worker(environment);

        Target target = target(settings, "big-shop");
        assertThat(settings.targets().single()).containsOnlyKeys("orders", "big-shop");
        assertThat(settings.work().connecting().timeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.work().connecting().retry()).isZero();
        assertThat(target.namespace().searchPath()).containsExactly("shop", "extensions");
        assertThat(target.namespace().role()).isEqualTo("owner");
        assertThat(target.credentials().properties())
                .containsEntry("password", PASSWORD)
                .containsEntry("user", "shop");
        assertThat(settings.toString()).doesNotContain(PASSWORD);
    }

    @Test
    void tells_a_collector_where_skeins_setting_or_else_opentelemetrys_variable_names_one() {
        Map<String, String> environment = minimal();
        environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318/base");
        assertThat(endpoint(environment)).hasToString("Optional[http://collector:4318/base]");

        environment.put("SKEIN_OTLP_ENDPOINT", "https://other:4318");
        assertThat(endpoint(environment)).hasToString("Optional[https://other:4318]");

        environment.put("OTEL_SDK_DISABLED", "true");
        assertThat(endpoint(environment)).isEmpty();
    }

    private static Optional<Collector> endpoint(Map<String, String> environment) {
        return SettingsReader.worker(environment).work().signals().collector();
    }

    @Test
    void reads_which_services_wait_for_a_target() {
        Map<String, String> environment = minimal();
        environment.put("SKEIN_REGION", "eu-central-1");
        environment.put("SKEIN_TARGETS_ORDERS_ROLLOUT", "shop/api, " + SERVICE);

        assertThat(SettingsReader.worker(environment).targets().rollouts())
                .containsEntry(
                        "orders",
                        List.of(new EcsService("shop", "api", ""), new EcsService("shop", "worker", "eu-central-1")));
    }

    @Test
    void refuses_to_deploy_a_service_of_another_region() {
        Map<String, String> environment = minimal();
        environment.put("AWS_REGION", "eu-west-1");
        environment.put("SKEIN_TARGETS_ORDERS_ROLLOUT", SERVICE);
        assertThat(mistakes(environment))
                .containsExactly(
                        "targets.orders.rollout: the worker deploys services of its own region only, which is eu-west-1; not "
                                + SERVICE);

        environment.remove("AWS_REGION");
        assertThat(mistakes(environment))
                .containsExactly(
                        "targets.orders.rollout: the worker deploys services of its own region only, which is not set"
                                + " (set SKEIN_REGION); not " + SERVICE);
    }

    @Test
    void takes_the_environment_before_the_file() throws Exception {
        Path file = Files.writeString(folder.resolve("skein.yaml"), """
                bucket: from-file
                uploads-queue: u
                requests-queue: r
                dead-letters-queue: d
                outcomes-topic: t
                targets:
                  orders:
                    url: jdbc:postgresql://db/orders
                    user: app
                    search-path: [a, b]
                """);

        Settings settings =
                SettingsReader.worker(Map.of("SKEIN_CONFIG", file.toString(), "SKEIN_BUCKET", "from-variable"));

        assertThat(settings.aws().bucket()).isEqualTo("from-variable");
        assertThat(settings.queues().uploads()).isEqualTo("u");
        assertThat(target(settings, "orders").namespace().searchPath()).containsExactly("a", "b");
    }

    @Test
    void reports_all_mistakes_at_once_and_names_each_key() {
        assertThat(mistakes(Map.of(
                        "SKEIN_BUCKET", "b",
                        "SKEIN_ENDPOINT", "localhost:4566",
                        "SKEIN_RECEIVE_WAIT", "21s",
                        "SKEIN_SHUTDOWN_GRACE", "soon",
                        "SKEIN_QUEUE", "x",
                        "SKEIN_TARGETS_A_URL", "jdbc:postgresql://h/d?user=a&password=" + PASSWORD,
                        "SKEIN_TARGETS_A_PASSWORD", PASSWORD,
                        "SKEIN_TARGETS_A_PASSWORD_FILE", "/does/not/exist",
                        "SKEIN_TARGETS_A_IAM_AUTH", "yes",
                        "SKEIN_TARGETS_A_ROLLOUT", "api")))
                .anyMatch(mistake -> mistake.startsWith("endpoint:"))
                .anyMatch(mistake -> mistake.startsWith("uploads-queue: missing; set SKEIN_UPLOADS_QUEUE"))
                .anyMatch(mistake -> mistake.startsWith("SKEIN_RECEIVE_WAIT: expected a duration"))
                .anyMatch(mistake -> mistake.startsWith("SKEIN_SHUTDOWN_GRACE: expected a duration"))
                .anyMatch(mistake -> mistake.startsWith("SKEIN_QUEUE: there is no such setting"))
                .anyMatch(mistake -> mistake.startsWith("targets.a.rollout: expected services of ECS"))
                .anyMatch(mistake -> mistake.startsWith("targets.a.url:"))
                .anyMatch(mistake -> mistake.startsWith("targets.a.user: missing"))
                .anyMatch(mistake -> mistake.startsWith("targets.a.password: more than one"))
                .anyMatch(mistake -> mistake.startsWith("targets.a.password-file: the file /does/not/exist"))
                .anyMatch(mistake -> mistake.startsWith("SKEIN_TARGETS_A_IAM_AUTH: expected true or false"))
                .noneMatch(mistake -> mistake.contains(PASSWORD));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://app:hunter2@db/orders",
                "jdbc:postgresql://db/orders?user=app&password=hunter2",
                "jdbc:mysql://db/orders",
                "postgres://db/orders",
            })
    void refuses_a_url_that_is_not_postgresqls_or_carries_credentials(String url) {
        Map<String, String> environment = minimal();
        environment.put("SKEIN_TARGETS_ORDERS_URL", url);

        assertThat(mistakes(environment))
                .anyMatch(mistake -> mistake.startsWith("targets.orders.url:"))
                .noneMatch(mistake -> mistake.contains("hunter2"));
    }

    @ParameterizedTest
    @CsvSource({"SKEIN_CONNECT_TIMEOUT, 500ms", "SKEIN_RECEIVE_WAIT, 0s", "SKEIN_ENDPOINT, http://a|b"})
    void refuses_values_out_of_range(String variable, String value) {
        Map<String, String> environment = minimal();
        environment.put(variable, value);

        assertThat(mistakes(environment)).hasSize(1);
    }

    @Test
    void refuses_a_password_in_the_file() throws Exception {
        Path file = Files.writeString(folder.resolve("skein.yaml"), "targets: {orders: {password: " + "hunter2" + "}}");
        Map<String, String> environment = minimal();
        environment.put("SKEIN_CONFIG", file.toString());

        assertThat(mistakes(environment))
                .anyMatch(mistake ->
                        mistake.startsWith("targets.orders.password in ") && mistake.contains("password-file"))
                .noneMatch(mistake -> mistake.contains("hunter2"));
    }

    @Test
    void says_where_a_file_is_no_yaml() throws Exception {
        Path file = Files.writeString(folder.resolve("skein.yaml"), "bucket: [\n");

        assertThat(mistakes(Map.of("SKEIN_CONFIG", file.toString())))
                .anyMatch(mistake -> mistake.contains("is not YAML, at line"));
    }

    @Test
    void reads_a_rotated_password_file_at_each_login() throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "old\n");
        Map<String, String> environment = minimal();
        environment.put("SKEIN_TARGETS_ORDERS_PASSWORD_FILE", file.toString());
        Target target = target(SettingsReader.worker(environment), "orders");

        assertThat(target.credentials().properties()).containsEntry("password", "old");
        Files.writeString(file, PASSWORD + "\r\n");
        assertThat(target.credentials().properties()).containsEntry("password", PASSWORD);
    }

    @ParameterizedTest
    @CsvSource({"10s, PT10S", "500ms, PT0.5S", "5m, PT5M", "1h, PT1H", "PT3S, PT3S"})
    void reads_durations(String text, Duration duration) {
        assertThat(SettingsReader.parse(text)).contains(duration);
    }

    private static Target target(Settings settings, String name) {
        return java.util.Objects.requireNonNull(settings.targets().single().get(name), name)
                .target();
    }

    private static List<String> mistakes(Map<String, String> environment) {
        List<String> mistakes = new java.util.ArrayList<>();
        assertThatThrownBy(() -> SettingsReader.worker(environment))
                .isInstanceOfSatisfying(SettingsException.class, failure -> mistakes.addAll(failure.mistakes()));
        return mistakes;
    }

    private static Map<String, String> minimal() {
        return new HashMap<>(Map.of(
                "SKEIN_BUCKET", "b",
                "SKEIN_UPLOADS_QUEUE", "u",
                "SKEIN_REQUESTS_QUEUE", "r",
                "SKEIN_DEAD_LETTERS_QUEUE", "d",
                "SKEIN_OUTCOMES_TOPIC", "t",
                "SKEIN_TARGETS_ORDERS_URL", "jdbc:postgresql://db/orders",
                "SKEIN_TARGETS_ORDERS_USER", "app"));
    }
}
