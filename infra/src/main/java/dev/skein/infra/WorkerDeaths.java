package dev.skein.infra;

import dev.skein.infra.stage.Place;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.events.EventField;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.RuleTargetInput;
import software.amazon.awscdk.services.events.targets.SnsTopic;
import software.amazon.awscdk.services.sns.ITopic;
import software.constructs.Construct;

/**
 * Tells of workers that ended by themselves, were killed for their memory, could not start or were unhealthy. SQS itself moves a message to
 * the dead letters only after five receives that no worker finished, so this rings before such a letter is there: its number cannot be told
 * from the others' by any metric of SQS.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html">Task state change events</a>
 */
final class WorkerDeaths extends Construct {
    WorkerDeaths(Construct scope, String id, Place place, FargateService service, ITopic alerts) {
        super(scope, id);
        Rule.Builder.create(this, "rule")
                .ruleName(place.name("worker-died"))
                .description("Workers that ended by themselves. docs/runbook.md#worker-died")
                .eventPattern(EventPattern.builder()
                        .source(List.of("aws.ecs"))
                        .detailType(List.of("ECS Task State Change"))
                        .detail(Map.of(
                                "clusterArn", List.of(service.getCluster().getClusterArn()),
                                "group", List.of("service:worker"),
                                "lastStatus", List.of("STOPPED"),
                                "$or",
                                        List.of(
                                                Map.of(
                                                        "stopCode",
                                                        List.of("EssentialContainerExited", "TaskFailedToStart")),
                                                Map.of(
                                                        "stoppedReason",
                                                        List.of(Map.of(
                                                                "prefix", "Task failed container health checks"))))))
                        .build())
                .targets(List.of(
                        SnsTopic.Builder.create(alerts).message(alert(place)).build()))
                .build();
    }

    /**
     * As Amazon Q Developer in chat applications shows it; deaths of one stage are one thread. The reason is left out: it is free text,
     * and what is not quite JSON would be dropped without a word.
     */
    private static RuleTargetInput alert(Place place) {
        String happened = EventField.fromPath("$.detail.stopCode") + ", task " + EventField.fromPath("$.detail.taskArn")
                + ". What it worked on comes back within a minute and is taken up where it was; after five deaths at one"
                + " message its run ends FAILED, worker-died. docs/runbook.md#worker-died";
        Map<String, Object> content = new TreeMap<>(Map.of(
                "textType",
                "client-markdown",
                "title",
                place.cluster() + ": a worker ended by itself",
                "description",
                happened));
        // In one order: it becomes a text, and a text of another order would be a change to deploy.
        return RuleTargetInput.fromObject(new TreeMap<>(Map.of(
                "version",
                "1.0",
                "source",
                "custom",
                "content",
                content,
                "metadata",
                Map.of("threadId", place.name("worker-died")))));
    }
}
