package dev.skein.infra;

import dev.skein.infra.stage.StageSettings;
import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/** What ECS may do to start a worker: pull the one image; the container adds that it may write the one log. */
final class ExecutionRole extends Construct {
    private final Role role;

    ExecutionRole(Construct scope, String id, StageSettings stage) {
        super(scope, id);
        List<PolicyStatement> pull = stage.worker()
                .image()
                .repository()
                .map(repository -> List.of(
                        Allow.to("ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer")
                                .on(repository),
                        Allow.to("ecr:GetAuthorizationToken").on("*")))
                .orElse(List.of());
        this.role = Role.Builder.create(this, "role")
                .description(
                        "What ECS may do to start a worker of " + stage.place().cluster())
                .assumedBy(WorkerRole.tasks(stage.place()))
                .inlinePolicies(
                        pull.isEmpty()
                                ? Map.of()
                                : Map.of(
                                        "pull",
                                        PolicyDocument.Builder.create()
                                                .statements(pull)
                                                .build()))
                .build();
        NagSuppressions.addResourceSuppressions(
                role,
                List.of(NagPackSuppression.builder()
                        .id("AwsSolutions-IAM5")
                        .reason("ecr:GetAuthorizationToken knows no resource, and the streams of the one log group get"
                                + " their names from ECS.")
                        .build()),
                true);
    }

    Role role() {
        return role;
    }
}
