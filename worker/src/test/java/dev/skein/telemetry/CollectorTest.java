package dev.skein.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CollectorTest {
    private static final URI ENDPOINT = URI.create("http://collector:4318");

    @Test
    void has_these_defaults() {
        assertThat(Collector.of(ENDPOINT, Map.of()))
                .isEqualTo(new Collector(
                        ENDPOINT, Map.of(), Map.of("service.name", "skein-worker"), Duration.ofSeconds(60)));
    }

    @Test
    void reads_opentelemetrys_variables_and_never_prints_headers() {
        Collector collector = Collector.of(
                ENDPOINT,
                Map.of(
                        "OTEL_EXPORTER_OTLP_HEADERS", "Authorization=Basic%20a+b%3D, x-tenant = one",
                        "OTEL_RESOURCE_ATTRIBUTES", "service.name=lost,deployment.environment.name=prod",
                        "OTEL_SERVICE_NAME", "migrations",
                        "OTEL_METRIC_EXPORT_INTERVAL", "15000"));

        assertThat(collector.headers()).isEqualTo(Map.of("Authorization", "Basic a+b=", "x-tenant", "one"));
        assertThat(collector.resource())
                .isEqualTo(Map.of("service.name", "migrations", "deployment.environment.name", "prod"));
        assertThat(collector.interval()).isEqualTo(Duration.ofSeconds(15));
        assertThat(collector.toString()).isEqualTo("http://collector:4318");
    }

    @ParameterizedTest
    @CsvSource({
        "OTEL_EXPORTER_OTLP_PROTOCOL, grpc",
        "OTEL_EXPORTER_OTLP_HEADERS, s3cr3t",
        "OTEL_EXPORTER_OTLP_HEADERS, a=%zzs3cr3t",
        "OTEL_METRIC_EXPORT_INTERVAL, 60s"
    })
    void names_the_variable_that_is_wrong_and_not_its_value(String variable, String value) {
        assertThatThrownBy(() -> Collector.of(ENDPOINT, Map.of(variable, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(variable + ": expected")
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void a_trace_follows_from_the_run() {
        assertThat(RunIds.trace("orders/orders/1.4.0/v"))
                .matches("[0-9a-f]{32}")
                .isEqualTo(RunIds.trace("orders/orders/1.4.0/v"))
                .isNotEqualTo(RunIds.trace("orders/orders/1.4.0/w"));
    }
}
