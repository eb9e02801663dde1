package dev.skein.infra;

import dev.skein.infra.stage.WorkerSettings;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.applicationautoscaling.AdjustmentType;
import software.amazon.awscdk.services.applicationautoscaling.BasicStepScalingPolicyProps;
import software.amazon.awscdk.services.applicationautoscaling.EnableScalingProps;
import software.amazon.awscdk.services.applicationautoscaling.MetricAggregationType;
import software.amazon.awscdk.services.applicationautoscaling.ScalingInterval;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.ScalableTaskCount;

/** As many workers as there is work for. */
final class Scaling {
    /** A worker has four runs at a time; so many more messages are worth another one. */
    private static final int PER_WORKER = 8;

    private Scaling() {}

    /** What is worked on counts as much as what waits, so a worker at work is never one too many. */
    static void of(FargateService service, WorkerSettings.Scale scale, Backlog backlog) {
        ScalableTaskCount count = service.autoScaleTaskCount(EnableScalingProps.builder()
                .minCapacity(scale.least())
                .maxCapacity(scale.most())
                .build());
        count.scaleOnMetric(
                "backlog",
                BasicStepScalingPolicyProps.builder()
                        .metric(backlog.messages())
                        .adjustmentType(AdjustmentType.EXACT_CAPACITY)
                        .metricAggregationType(MetricAggregationType.MAXIMUM)
                        .evaluationPeriods(1)
                        .cooldown(Duration.minutes(1))
                        .scalingSteps(steps(scale))
                        .build());
    }

    private static List<ScalingInterval> steps(WorkerSettings.Scale scale) {
        List<ScalingInterval> steps = new ArrayList<>();
        steps.add(ScalingInterval.builder().upper(0).change(scale.least()).build());
        for (int workers = 1; workers <= scale.most(); workers++) {
            steps.add(ScalingInterval.builder()
                    .lower(workers == 1 ? 1 : (workers - 1) * PER_WORKER)
                    .change(Math.max(workers, scale.least()))
                    .build());
        }
        return steps;
    }
}
