package dev.skein.infra;

import dev.skein.infra.stage.Place;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.logs.FilterPattern;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.MetricFilter;
import software.constructs.Construct;

/** What the workers' log is counted for: how runs ended, and what a person has to look at. */
final class WorkerLog extends Construct {
    private static final String STATUS = "Status";
    private static final String WAITED = "WaitedSeconds";

    private final String namespace;

    WorkerLog(Construct scope, String id, Place place, LogGroup log) {
        super(scope, id);
        this.namespace = "Skein/" + place.stage();
        MetricFilter.Builder.create(this, "runs")
                .logGroup(log)
                .filterPattern(FilterPattern.literal("{ $.message = \"run ended\" }"))
                .metricNamespace(namespace)
                .metricName("Runs")
                .metricValue("1")
                .dimensions(Map.of(STATUS, "$.status"))
                .build();
        MetricFilter.Builder.create(this, "errors")
                .logGroup(log)
                .filterPattern(FilterPattern.literal("{ $.level = \"ERROR\" }"))
                .metricNamespace(namespace)
                .metricName("Errors")
                .metricValue("1")
                .build();
        MetricFilter.Builder.create(this, "waits")
                .logGroup(log)
                .filterPattern(FilterPattern.literal("{ $.message = \"waiting\" }"))
                .metricNamespace(namespace)
                .metricName(WAITED)
                .metricValue("$.waitedSeconds")
                .build();
    }

    /** Runs that ended so. */
    Metric runs(String status) {
        return sum("Runs").dimensionsMap(Map.of(STATUS, status)).label(status).build();
    }

    /** Lines that say that a person has to act. */
    Metric errors() {
        return sum("Errors").build();
    }

    /** Of the upload that has been sent again and again for longest, in seconds since it was first taken up. */
    Metric waited() {
        return metric(WAITED).statistic("Maximum").build();
    }

    private Metric.Builder sum(String name) {
        return metric(name).statistic("Sum");
    }

    private Metric.Builder metric(String name) {
        return Metric.Builder.create().namespace(namespace).metricName(name).period(Duration.minutes(5));
    }
}
