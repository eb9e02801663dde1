package dev.skein.infra;

import dev.skein.infra.stage.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.AlarmBase;
import software.amazon.awscdk.services.cloudwatch.AlarmRule;
import software.amazon.awscdk.services.cloudwatch.AlarmState;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.CompositeAlarm;
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

    /** More than the quarter of an hour that an upload is sent away for at most. */
    private static final int LINES_APART = 20;

    private static final String WITHOUT_WORKER = "backlog-without-worker";
    private static final Duration FIVE = Duration.minutes(5);

    private final Place place;
    private final SnsAction ring;
    private final List<AlarmBase> all = new ArrayList<>();

    Alarms(Construct scope, String id, Place place, ITopic alerts) {
        super(scope, id);
        this.place = place;
        this.ring = new SnsAction(alerts);
    }

    List<AlarmBase> all() {
        return List.copyOf(all);
    }

    /** Runs that PostgreSQL or the surroundings stopped, and those whose workers died at them. */
    void failedRuns(WorkerLog log) {
        add(
                "failed-runs",
                "A run ended FAILED. Its outcome says what was applied; mend the cause, then redrive it.",
                log.runs("FAILED"));
    }

    /** Lines of the log that say that a person has to act. */
    void errors(WorkerLog log) {
        add(
                "worker-errors",
                "A worker logged an ERROR: something that it cannot mend. Read the line and what it names.",
                log.errors());
    }

    /**
     * An upload that no worker takes up; one that is worked on for long does not count. A queue of which nothing is said has been idle for
     * hours.
     */
    void waiting(Queues queues, Duration longest) {
        Map<String, IMetric> metrics = new LinkedHashMap<>();
        metrics.put("waiting", Backlog.visible(queues.uploads(), Duration.minutes(1)));
        metrics.put("age", Backlog.age(queues.uploads()));
        IMetric age = MathExpression.Builder.create()
                .expression("IF(waiting > 0, age, 0)")
                .usingMetrics(metrics)
                .period(Duration.minutes(1))
                .build();
        rings(
                "oldest-upload-waits",
                "No worker has taken up an upload for " + longest.toMinutes()
                        + " minutes. Look whether workers are stuck or too few.",
                threshold("oldest-upload-waits", age, longest.toSeconds()).evaluationPeriods(5));
    }

    /**
     * An upload that was taken up and has to wait, for its target or for AWS. It is sent again as a message of its own, so the ages of
     * messages do not tell; each time the log does, at most a quarter of an hour apart.
     */
    void heldUp(WorkerLog log, Duration longest) {
        rings(
                "upload-held-up",
                "An upload was taken up and has been held up for " + longest.toMinutes()
                        + " minutes: by another run on its target, by its database, or by AWS. The log says by what.",
                threshold("upload-held-up", log.waited(), longest.toSeconds())
                        .evaluationPeriods(LINES_APART / 5)
                        .datapointsToAlarm(1));
    }

    /**
     * Work, and nobody to do it. The service's CPU has samples while a worker runs, without Container Insights; without one there is no
     * value that an expression could compare, so that two alarms are asked, which ring nobody themselves.
     */
    void backlogWithoutWorker(Backlog backlog, String service) {
        Alarm work = part(
                "messages-wait",
                threshold("messages-wait", backlog.waiting(), 1).evaluationPeriods(BACKLOG_MINUTES / 5));
        Alarm nobody = part(
                "no-worker",
                Alarm.Builder.create(this, "no-worker")
                        .metric(samples(service))
                        .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
                        .threshold(1)
                        .evaluationPeriods(1)
                        .treatMissingData(TreatMissingData.BREACHING));
        rings(CompositeAlarm.Builder.create(this, WITHOUT_WORKER)
                .compositeAlarmName(place.name(WITHOUT_WORKER))
                .alarmDescription(
                        described(
                                WITHOUT_WORKER,
                                "Messages wait and no worker runs. Look at the events of the service: image, secrets, network, capacity."))
                .alarmRule(AlarmRule.allOf(
                        AlarmRule.fromAlarm(work, AlarmState.ALARM), AlarmRule.fromAlarm(nobody, AlarmState.ALARM)))
                .build());
    }

    private Metric samples(String service) {
        return Metric.Builder.create()
                .namespace("AWS/ECS")
                .metricName("CPUUtilization")
                .dimensionsMap(Map.of("ClusterName", place.cluster(), "ServiceName", service))
                .statistic("SampleCount")
                .period(FIVE)
                .build();
    }

    private void add(String name, String description, IMetric metric) {
        rings(name, description, threshold(name, metric, 1).evaluationPeriods(1));
    }

    private Alarm.Builder threshold(String name, IMetric metric, Number threshold) {
        return Alarm.Builder.create(this, name)
                .metric(metric)
                .threshold(threshold)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                .treatMissingData(TreatMissingData.NOT_BREACHING);
    }

    /** What only counts together with another one. */
    private Alarm part(String name, Alarm.Builder builder) {
        return builder.alarmName(place.name(name))
                .alarmDescription(
                        described(WITHOUT_WORKER, "A part of " + place.name(WITHOUT_WORKER) + "; rings nobody."))
                .build();
    }

    private void rings(String name, String description, Alarm.Builder builder) {
        rings(builder.alarmName(place.name(name))
                .alarmDescription(described(name, description))
                .build());
    }

    private void rings(AlarmBase alarm) {
        alarm.addAlarmAction(ring);
        alarm.addOkAction(ring);
        all.add(alarm);
    }

    private static String described(String name, String description) {
        return description + " docs/runbook.md#" + name;
    }
}
