package dev.skein.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;

/** Delivers spans, and says when that fails. */
final class ToldSpans implements SpanExporter {
    private final SpanExporter exporter;
    private final DeliveryLog log;

    ToldSpans(SpanExporter exporter, DeliveryLog log) {
        this.exporter = exporter;
        this.log = log;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        return log.watch(exporter.export(spans));
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
