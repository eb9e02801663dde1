package dev.skein.infra;

import dev.skein.infra.stage.Place;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.AlarmStatusWidget;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.ecs.FargateService;
import software.constructs.Construct;

/** One page: what rings, what waits, how runs ended, what the workers need. */
final class StageDashboard extends Construct {
    private static final int HALF = 12;

    StageDashboard(Construct scope, String id, Place place, Sources sources) {
        super(scope, id);
        Dashboard dashboard = Dashboard.Builder.create(this, "dashboard")
                .dashboardName(place.cluster())
                .build();
        dashboard.addWidgets(AlarmStatusWidget.Builder.create()
                .title("Alarms")
                .alarms(sources.alarms().all())
                .width(2 * HALF)
                .build());
        dashboard.addWidgets(
                graph(
                        "Messages",
                        List.of(
                                sources.backlog().messages(),
                                Backlog.visible(sources.queues().deadLetters(), Duration.minutes(1)))),
                graph(
                        "Age of the oldest message, s",
                        List.of(
                                Backlog.age(sources.queues().uploads()),
                                Backlog.age(sources.queues().requests()))));
        dashboard.addWidgets(
                graph(
                        "Ends of runs",
                        Stream.of("APPLIED", "UNCHANGED", "AWAITING_APPROVAL", "REJECTED", "FAILED", "CANCELLED")
                                .<IMetric>map(sources.log()::runs)
                                .toList()),
                graph(
                        "Workers, %",
                        List.of(
                                sources.service().metricCpuUtilization(),
                                sources.service().metricMemoryUtilization())));
    }

    /** What the page shows. */
    record Sources(Alarms alarms, Backlog backlog, Queues queues, WorkerLog log, FargateService service) {}

    private static IWidget graph(String title, List<? extends IMetric> metrics) {
        return GraphWidget.Builder.create()
                .title(title)
                .left(metrics)
                .width(HALF)
                .build();
    }
}
