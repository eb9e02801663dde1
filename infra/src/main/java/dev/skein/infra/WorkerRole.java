package dev.skein.infra;

import dev.skein.infra.stage.Place;
import dev.skein.infra.stage.StageSettings;
import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** What a running worker may do; docs/iam.md says why. */
final class WorkerRole extends Construct {
    private final Role role;

    /** @param logins permissions to log in to the targets */
    WorkerRole(Construct scope, String id, StageSettings stage, Doors doors, List<PolicyStatement> logins) {
        super(scope, id);
        List<PolicyStatement> statements = new ArrayList<>(bucket(stage.place().bucketArn()));
        statements.addAll(doors.statements());
        statements.addAll(ecs(stage));
        statements.addAll(logins);
        this.role = Role.Builder.create(this, "role")
                .description("What a worker of " + stage.place().cluster() + " may do")
                .assumedBy(tasks(stage.place()))
                .inlinePolicies(Map.of(
                        "worker",
                        PolicyDocument.Builder.create().statements(statements).build()))
                .build();
        NagSuppressions.addResourceSuppressions(
                role,
                List.of(NagPackSuppression.builder()
                        .id("AwsSolutions-IAM5")
                        .reason(
                                "The worker reads every key of its own bucket, writes below two prefixes of it, and protects"
                                        + " the tasks of its own cluster: names that are not known before.")
                        .build()));
    }

    Role role() {
        return role;
    }

    /** Tasks of this account, and nobody else's. */
    static IPrincipal tasks(Place place) {
        return new ServicePrincipal("ecs-tasks.amazonaws.com")
                .withConditions(Map.of(
                        "ArnLike", Map.of("aws:SourceArn", place.arn("ecs", "*")),
                        "StringEquals", Map.of("aws:SourceAccount", place.account())));
    }

    private static List<PolicyStatement> bucket(String arn) {
        return List.of(
                Allow.to("s3:GetBucketVersioning", "s3:ListBucket").on(arn),
                Allow.to("s3:GetObject", "s3:GetObjectVersion").on(arn + "/*"),
                Allow.to("s3:PutObject").on(arn + "/runs/*", arn + "/answers/*"));
    }

    private static List<PolicyStatement> ecs(StageSettings stage) {
        Place place = stage.place();
        List<PolicyStatement> statements = new ArrayList<>(
                List.of(Allow.to("ecs:UpdateTaskProtection").on(place.arn("ecs", "task/" + place.cluster() + "/*"))));
        List<String> services = stage.rollouts().stream()
                .map(service -> service.startsWith("arn:") ? service : place.arn("ecs", "service/" + service))
                .toList();
        if (!services.isEmpty()) {
            statements.add(Allow.to("ecs:UpdateService").on(services));
        }
        return statements;
    }

    /** The queues and topics, by which a worker hears and speaks. */
    record Doors(Queues queues, Topics topics) {
        private List<PolicyStatement> statements() {
            return List.of(
                    Allow.to(
                                    "sqs:GetQueueAttributes",
                                    "sqs:ReceiveMessage",
                                    "sqs:ChangeMessageVisibility",
                                    "sqs:DeleteMessage",
                                    "sqs:SendMessage")
                            .on(queues.all().stream().map(Queue::getQueueArn).toList()),
                    Allow.to("sns:GetTopicAttributes", "sns:Publish")
                            .on(List.of(topics.outcomes(), topics.alerts()).stream()
                                    .map(Topic::getTopicArn)
                                    .toList()),
                    Allow.to("kms:Decrypt", "kms:GenerateDataKey")
                            .on(topics.key().getKeyArn()));
        }
    }
}
