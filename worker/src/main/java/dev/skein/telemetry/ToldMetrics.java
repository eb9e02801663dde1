package dev.skein.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.util.Collection;

/** Delivers metrics, and says when that fails. */
final class ToldMetrics implements MetricExporter {
    private final MetricExporter exporter;
    private final DeliveryLog log;

    ToldMetrics(MetricExporter exporter, DeliveryLog log) {
        this.exporter = exporter;
        this.log = log;
    }

    @Override
    public CompletableResultCode export(Collection<MetricData> metrics) {
        return log.watch(exporter.export(metrics));
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType type) {
        return exporter.getAggregationTemporality(type);
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
