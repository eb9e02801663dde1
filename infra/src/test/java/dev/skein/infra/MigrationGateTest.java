package dev.skein.infra;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.ecs.AwsLogDriverProps;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.LogDriver;

@ExtendWith(RequiresNode.class)
class MigrationGateTest {
    @Test
    void an_applications_container_starts_after_the_one_that_waits_for_the_bundle() {
        Template template = template();

        template.hasResourceProperties(
                "AWS::ECS::TaskDefinition",
                Map.of(
                        "ContainerDefinitions",
                        Match.arrayWith(List.of(
                                Match.objectLike(Map.of(
                                        "Name",
                                        "app",
                                        "DependsOn",
                                        List.of(Map.of("Condition", "SUCCESS", "ContainerName", "migration-gate")))),
                                Match.objectLike(Map.of(
                                        "Name",
                                        "migration-gate",
                                        "Essential",
                                        false,
                                        "StartTimeout",
                                        120,
                                        "User",
                                        "65532",
                                        "Command",
                                        List.of(
                                                "wait",
                                                "--target",
                                                "orders",
                                                "--name",
                                                "orders",
                                                "--version",
                                                "1.4.0",
                                                "--timeout",
                                                "100s")))))));
    }

    @Test
    void the_task_may_read_the_outcomes_of_that_bundle_and_nothing_else() {
        template()
                .hasResourceProperties(
                        "AWS::IAM::Policy",
                        Map.of(
                                "PolicyDocument",
                                Match.objectLike(Map.of(
                                        "Statement",
                                        List.of(
                                                Match.objectLike(Map.of(
                                                        "Action",
                                                        "s3:GetObject",
                                                        "Resource",
                                                        arn(":s3:::skein-prod/runs/orders/orders/1.4.0/*"))),
                                                Match.objectLike(Map.of(
                                                        "Action",
                                                        "s3:ListBucket",
                                                        "Condition",
                                                        Map.of(
                                                                "StringLike",
                                                                Map.of("s3:prefix", "runs/orders/orders/1.4.0/*")),
                                                        "Resource",
                                                        arn(":s3:::skein-prod"))))))));
    }

    private static Map<String, Object> arn(String end) {
        return Map.of("Fn::Join", List.of("", List.of("arn:", Map.of("Ref", "AWS::Partition"), end)));
    }

    private static Template template() {
        Stack stack = new Stack(new App(), "orders");
        FargateTaskDefinition task = new FargateTaskDefinition(stack, "task");
        LogDriver log = LogDriver.awsLogs(
                AwsLogDriverProps.builder().streamPrefix("gate").build());
        ContainerDefinition app = task.addContainer(
                "app",
                ContainerDefinitionOptions.builder()
                        .image(ContainerImage.fromRegistry("orders:1.4.0"))
                        .build());
        new MigrationGate(
                        stack,
                        "gate",
                        task,
                        new MigrationGate.Source(
                                "skein-prod", "eu-central-1", ContainerImage.fromRegistry("skein:1"), log),
                        new MigrationGate.Bundle("orders", "orders", "1.4.0"))
                .before(app);
        return Template.fromStack(stack);
    }
}
