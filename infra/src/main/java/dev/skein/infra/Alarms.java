package dev.skein.infra;

import dev.skein.infra.stage.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.sns.ITopic;
import software.constructs.Construct;

/**
 * What rings, and why; docs/runbook.md has a heading for each. A rejected bundle rings nobody: its dead letter is not told from others by
 * SQS, so runs that failed are counted by the workers' log.
 */
final class Alarms extends Construct {
    /** A worker that starts, and metrics that lag, take less. */
    private static final int BACKLOG_MINUTES = 20;

    private static final Duration FIVE = Duration.minutes(5);

    private final Place place;
    private final SnsAction ring;
    private final List<Alarm> all = new ArrayList<>();

    Alarms(Construct scope, String id, Place place, ITopic alerts) {
        super(scope, id);
        this.place = place;
        this.ring = new SnsAction(alerts);
    }

    List<Alarm> all() {
        return List.copyOf(all);
    }

    /** Runs that PostgreSQL or the surroundings stopped, and those whose workers died at them. */
    void failedRuns(WorkerLog log) {
        add(
                "failed-runs",
                "A run ended FAILED. Its outcome says what was applied; mend the cause, then redrive it.",
                log.runs("FAILED"),
                1);
    }

    /** Lines of the log that say that a person has to act. */
    void errors(WorkerLog log) {
        add(
                "worker-errors",
                "A worker logged an ERROR: something that it cannot mend. Read the line and what it names.",
                log.errors(),
                1);
    }

    /** An upload that waits; one that is worked on for long does not count. */
    void waiting(Queues queues, Duration longest) {
        Map<String, IMetric> metrics = new LinkedHashMap<>();
        metrics.put("waiting", Backlog.visible(queues.uploads(), Duration.minutes(1)));
        metrics.put("age", Backlog.age(queues.uploads()));
        IMetric age = expression("IF(FILL(waiting,0) > 0, FILL(age,0), 0)", metrics, Duration.minutes(1));
        all.add(rings(
                "oldest-upload-waits",
                "An upload has waited for longer than " + longest.toMinutes()
                        + " minutes. Look whether workers are stuck, too few, or held up by a target.",
                Alarm.Builder.create(this, "oldest-upload-waits")
                        .metric(age)
                        .threshold(longest.toSeconds())
                        .evaluationPeriods(5)));
    }

    /** Work, and nobody to do it: the service's CPU has one sample a minute of each worker that runs, without Container Insights. */
    void backlogWithoutWorker(Backlog backlog, String service) {
        Map<String, IMetric> metrics = new LinkedHashMap<>(backlog.waiting(FIVE));
        String waiting = Backlog.filled(metrics);
        metrics.put(
                "workers",
                Metric.Builder.create()
                        .namespace("AWS/ECS")
                        .metricName("CPUUtilization")
                        .dimensionsMap(Map.of("ClusterName", place.cluster(), "ServiceName", service))
                        .statistic("SampleCount")
                        .period(FIVE)
                        .build());
        IMetric alone = expression("IF(" + waiting + " > 0 AND FILL(workers,0) < 1, 1, 0)", metrics, FIVE);
        all.add(rings(
                "backlog-without-worker",
                "Messages wait and no worker runs. Look at the events of the service: image, secrets, network, capacity.",
                Alarm.Builder.create(this, "backlog-without-worker")
                        .metric(alone)
                        .threshold(1)
                        .evaluationPeriods(BACKLOG_MINUTES / 5)));
    }

    private void add(String name, String description, IMetric metric, int threshold) {
        all.add(rings(
                name,
                description,
                Alarm.Builder.create(this, name)
                        .metric(metric)
                        .threshold(threshold)
                        .evaluationPeriods(1)));
    }

    private Alarm rings(String name, String description, Alarm.Builder builder) {
        Alarm alarm = builder.alarmName(place.name(name))
                .alarmDescription(description + " docs/runbook.md#" + name)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build();
        alarm.addAlarmAction(ring);
        alarm.addOkAction(ring);
        return alarm;
    }

    private static MathExpression expression(String expression, Map<String, IMetric> metrics, Duration period) {
        return MathExpression.Builder.create()
                .expression(expression)
                .usingMetrics(metrics)
                .period(period)
                .build();
    }
}
