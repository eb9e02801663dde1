package dev.skein.e2e;

import static dev.skein.testing.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skein.e2e.OtlpReceiver.Point;
import dev.skein.intake.Envelope;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a collector gets of a worker. */
class TelemetryIT extends EndToEndTest {
    private static final String SECRET = "Bearer s3cr3t=";

    @TempDir
    Path folder;

    @Test
    void metrics_and_a_trace_arrive_of_a_run_that_is_applied_and_of_one_that_fails() {
        try (OtlpReceiver collector = new OtlpReceiver()) {
            SkeinProcess worker = telling(collector.endpoint());
            String good = put("1", "V1__a.sql", "CREATE TABLE a (id int);", "V2__b.sql", "CREATE TABLE b (id int);");
            // A run that waits for another one has a span for each of its looks.
            stage.outcome("orders/orders/1/" + good, 1);
            String bad = put(
                    "2",
                    "V1__a.sql",
                    "CREATE TABLE a (id int);",
                    "V2__b.sql",
                    "CREATE TABLE b (id int);",
                    "V3__c.sql",
                    "INSERT INTO a VALUES ((SELECT 4711471147114711 / count(*) FROM b));");
            stage.put("bundles/anybody/orders/1.zip", folder(bad));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(outcomes(collector))
                            .containsExactlyInAnyOrder(
                                    new Point(Map.of("skein.target", "orders", "skein.run.status", "APPLIED"), 1),
                                    new Point(
                                            Map.of(
                                                    "skein.target",
                                                    "orders",
                                                    "skein.run.status",
                                                    "FAILED",
                                                    "error.type",
                                                    "statement-failed"),
                                            1),
                                    new Point(
                                            Map.of(
                                                    "skein.target",
                                                    "_unknown",
                                                    "skein.run.status",
                                                    "REJECTED",
                                                    "error.type",
                                                    "unknown-target"),
                                            1)));
            await().atMost(PATIENCE).until(() -> collector.spans("run").size() == 3);

            assertTrace(collector, good, bad);
            assertMetrics(collector);
            assertThat(collector.authorizations()).containsExactly(SECRET);
            assertThat(collector.resource())
                    .containsEntry("service.name", "skein-test")
                    .containsEntry("deployment.environment.name", "test")
                    .containsKey("service.instance.id");
            assertThat(worker.out() + worker.err()).doesNotContain("s3cr3t");
            assertThat(collector.spans().toString())
                    .doesNotContain("4711471147114711")
                    .doesNotContain("CREATE TABLE");
        }
    }

    @Test
    void a_further_copy_of_a_message_goes_on_with_the_trace_and_counts_no_outcome() {
        try (OtlpReceiver collector = new OtlpReceiver()) {
            telling(collector.endpoint());
            String version = put("1", "V1__a.sql", "CREATE TABLE a (id int);");
            stage.outcome("orders/orders/1/" + version, 1);
            stage.awaitEmpty(stage.uploads);

            String copy = Envelope.created(stage.bucket, "bundles/orders/orders/1.zip", version, "");
            stage.sqs.sendMessage(send -> send.queueUrl(stage.uploads).messageBody(copy));

            await().atMost(PATIENCE).until(() -> collector.spans("run").size() == 2);
            assertThat(collector.spans("run"))
                    .extracting(span -> attributes(span).get("skein.run.status"))
                    .containsExactlyInAnyOrder("APPLIED", "REPEATED");
            assertThat(collector.spans("run"))
                    .extracting(Span::getTraceId)
                    .containsOnly(collector.spans("run").get(0).getTraceId());
            assertThat(outcomes(collector)).extracting(Point::value).containsExactly(1L);
        }
    }

    @Test
    void a_collector_that_is_away_breaks_no_run_and_is_said_once() {
        SkeinProcess worker = telling("http://127.0.0.1:1");
        await().atMost(PATIENCE).until(() -> worker.out().contains("\"signal\":\"metrics\""));

        String version = put("1", "V1__a.sql", "CREATE TABLE a (id int);");

        assertThat(stage.outcome("orders/orders/1/" + version, 1).path("status").asString())
                .isEqualTo("APPLIED");
        await().atMost(PATIENCE).until(() -> worker.out().contains("\"signal\":\"traces\""));
        worker.terminate();
        assertThat(worker.await().exitCode()).isZero();
        assertThat(worker.out().lines().filter(line -> line.contains("does not take telemetry")))
                .hasSize(2);
        assertThat(worker.err()).isEmpty();
    }

    @Test
    void loads_no_class_of_opentelemetry_without_an_endpoint() throws Exception {
        Path loaded = folder.resolve("classes.txt");
        stage.environment.put("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + loaded);
        stage.worker();
        stage.environment.remove("JAVA_TOOL_OPTIONS");
        String version = put("1", "V1__a.sql", "CREATE TABLE a (id int);");
        stage.outcome("orders/orders/1/" + version, 1);

        List<String> classes = Files.readAllLines(loaded);
        assertThat(classes).anyMatch(line -> line.contains(" dev.skein.telemetry.Silence "));
        assertThat(classes).noneMatch(line -> line.contains(" io.opentelemetry.") || line.contains(" java.net.http."));
    }

    private SkeinProcess telling(String endpoint) {
        stage.environment.putAll(Map.of(
                "SKEIN_OTLP_ENDPOINT", endpoint,
                "OTEL_METRIC_EXPORT_INTERVAL", "300",
                "OTEL_EXPORTER_OTLP_HEADERS", "Authorization=Bearer%20s3cr3t%3D",
                "OTEL_SERVICE_NAME", "skein-test",
                "OTEL_RESOURCE_ATTRIBUTES", "service.name=other,deployment.environment.name=test"));
        return stage.worker();
    }

    private String put(String version, String... scripts) {
        return stage.put("bundles/orders/orders/" + version + ".zip", stage.bundle(version, scripts));
    }

    /** Waits until both runs on the target have ended, so that theirs are not mixed with a third. */
    private Path folder(String bad) {
        stage.outcome("orders/orders/2/" + bad, 1);
        return stage.bundle("1", "V1__a.sql", "SELECT 1;");
    }

    private static List<Point> outcomes(OtlpReceiver collector) {
        return collector.points("skein.run.outcomes");
    }

    private static void assertTrace(OtlpReceiver collector, String good, String bad) {
        Span applied = root(collector, good);
        assertThat(attributes(applied))
                .containsEntry("skein.run.id", "orders/orders/1/" + good)
                .containsEntry("skein.run.attempt", "1")
                .containsEntry("skein.target", "orders")
                .containsEntry("skein.bundle.name", "orders")
                .containsEntry("skein.bundle.version", "1")
                .containsEntry("skein.run.status", "APPLIED");
        assertThat(children(collector, applied))
                .extracting(Span::getName)
                .containsExactlyInAnyOrder("fetch", "check", "connect", "lease", "plan", "apply", "outcome", "publish");
        assertThat(migrations(collector, applied))
                .extracting(span -> attributes(span).get("skein.migration.file"))
                .containsExactly("migrations/V1__a.sql", "migrations/V2__b.sql");
        assertThat(Stream.concat(Stream.of(applied), migrations(collector, applied).stream()))
                .extracting(span -> span.getStatus().getCode())
                .containsOnly(StatusCode.STATUS_CODE_UNSET);

        Span failed = root(collector, bad);
        assertThat(failed.getTraceId()).isNotEqualTo(applied.getTraceId());
        assertThat(failed.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
        assertThat(attributes(failed))
                .containsEntry("error.type", "statement-failed")
                .containsEntry("db.response.status_code", "22012");
        assertThat(migrations(collector, failed)).singleElement().satisfies(span -> {
            assertThat(attributes(span)).containsEntry("skein.migration.file", "migrations/V3__c.sql");
            assertThat(span.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
        });
    }

    private static void assertMetrics(OtlpReceiver collector) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(collector.points("skein.run.duration"))
                    .contains(new Point(Map.of("skein.target", "orders", "skein.run.status", "APPLIED"), 1));
            assertThat(collector.unit("skein.run.duration")).isEqualTo("s");
            assertThat(collector.points("skein.run.step.duration"))
                    .contains(new Point(Map.of("skein.target", "orders", "skein.run.step", "apply"), 2));
            // S3's test of the queue is a message, too.
            assertThat(collector.points("skein.queue.lag")).anySatisfy(point -> {
                assertThat(point.attributes()).isEqualTo(Map.of("skein.queue", "uploads"));
                assertThat(point.value()).isGreaterThanOrEqualTo(3);
            });
            assertThat(collector.points("skein.queue.dead_letters"))
                    .containsExactlyInAnyOrder(
                            new Point(Map.of("skein.reason", "statement-failed"), 1),
                            new Point(Map.of("skein.reason", "unknown-target"), 1));
            assertThat(collector.points("skein.queue.in_work"))
                    .contains(
                            new Point(Map.of("skein.queue", "uploads"), 0),
                            new Point(Map.of("skein.queue", "requests"), 0));
        });
    }

    private static Span root(OtlpReceiver collector, String versionId) {
        return collector.spans("run").stream()
                .filter(span ->
                        attributes(span).getOrDefault("skein.run.id", "").endsWith("/" + versionId))
                .findFirst()
                .orElseThrow();
    }

    private static List<Span> children(OtlpReceiver collector, Span parent) {
        return collector.spans().stream()
                .filter(span -> span.getTraceId().equals(parent.getTraceId())
                        && span.getParentSpanId().equals(parent.getSpanId()))
                .toList();
    }

    private static List<Span> migrations(OtlpReceiver collector, Span run) {
        return children(collector, run).stream()
                .filter(step -> step.getName().equals("apply"))
                .flatMap(step -> children(collector, step).stream())
                .toList();
    }

    private static Map<String, String> attributes(Span span) {
        return OtlpReceiver.attributes(span.getAttributesList());
    }
}
