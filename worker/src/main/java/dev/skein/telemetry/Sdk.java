package dev.skein.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/** OpenTelemetry's machinery: it delivers from threads of its own, and drops what it cannot keep. */
final class Sdk {
    /** What fails is said by {@link DeliveryLog}. Held here, as java.util.logging forgets loggers that nobody holds. */
    private static final Logger OWN = Logger.getLogger("io.opentelemetry");

    private Sdk() {}

    static OpenTelemetrySdk to(Collector collector) {
        OWN.setLevel(Level.OFF);
        Resource resource = Resource.getDefault().merge(Resource.create(attributes(collector)));
        return OpenTelemetrySdk.builder()
                .setMeterProvider(metrics(collector, resource))
                .setTracerProvider(traces(collector, resource))
                .build();
    }

    /** Each process is an instance of its own: the counters of two would overwrite each other. */
    private static Attributes attributes(Collector collector) {
        AttributesBuilder attributes = Attributes.builder()
                .put("service.instance.id", UUID.randomUUID().toString())
                .put(
                        "service.version",
                        Optional.ofNullable(Sdk.class.getPackage().getImplementationVersion())
                                .orElse("unknown"));
        collector.resource().forEach(attributes::put);
        return attributes.build();
    }

    private static SdkMeterProvider metrics(Collector collector, Resource resource) {
        OtlpHttpMetricExporter exporter = OtlpHttpMetricExporter.builder()
                .setEndpoint(path(collector, "/v1/metrics"))
                .setHeaders(collector::headers)
                .build();
        return SdkMeterProvider.builder()
                .setResource(resource)
                .registerMetricReader(
                        PeriodicMetricReader.builder(new ToldMetrics(exporter, new DeliveryLog("metrics", collector)))
                                .setInterval(collector.interval())
                                .build())
                .build();
    }

    private static SdkTracerProvider traces(Collector collector, Resource resource) {
        OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(path(collector, "/v1/traces"))
                .setHeaders(collector::headers)
                .build();
        return SdkTracerProvider.builder()
                .setResource(resource)
                .setIdGenerator(new RunIds())
                .addSpanProcessor(
                        BatchSpanProcessor.builder(new ToldSpans(exporter, new DeliveryLog("traces", collector)))
                                .build())
                .build();
    }

    private static String path(Collector collector, String signal) {
        return collector.endpoint().toString().replaceAll("/+$", "") + signal;
    }
}
