package dev.skein.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerDependency;
import software.amazon.awscdk.services.ecs.ContainerDependencyCondition;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.LogDriver;
import software.amazon.awscdk.services.ecs.TaskDefinition;
import software.constructs.Construct;

/**
 * Keeps an application's containers from starting before its schema is there: a first container of the task runs {@code skein wait}, and
 * the others depend on its success. A stack with a service of that task waits with it, since CloudFormation waits until the service
 * is stable.
 *
 * <p>Fargate gives a dependency two minutes at most, so each task waits 100 s; after that ECS starts another one. With the
 * deployment circuit breaker on, a deployment whose bundle is not applied after some tasks (three at least) fails, and CloudFormation goes back to the tasks before.
 * It does not take the migration back: what is applied stays, and the tasks before go on with the new schema. Tasks that are started
 * later, by scaling or after a failure, ask again, which takes a second where the bundle is applied; they need its outcome below {@code runs/}.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html">ContainerDefinition</a>:
 *     {@code dependsOn}, {@code startTimeout}
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html">Deployment circuit
 *     breaker</a>
 */
public final class MigrationGate extends Construct {
    private static final Duration TASK_WAITS = Duration.seconds(100);
    private static final Duration FARGATE_WAITS = Duration.seconds(120);
    private static final String USER = "65532";

    private final ContainerDefinition gate;

    /**
     * What is waited for.
     *
     * @param target or group, as the worker's settings name it
     * @param name of the bundle
     * @param version of the bundle
     */
    public record Bundle(String target, String name, String version) {}

    /**
     * Where Skein is.
     *
     * @param bucket its name
     * @param region of the bucket
     * @param image of Skein; the task's execution role has to be allowed to pull it
     * @param log where the container that waits writes
     */
    public record Source(String bucket, String region, ContainerImage image, LogDriver log) {}

    /** Adds the container to the task, and what it may read to the task's role. */
    public MigrationGate(Construct scope, String id, TaskDefinition task, Source source, Bundle bundle) {
        super(scope, id);
        this.gate = task.addContainer(
                "migration-gate",
                ContainerDefinitionOptions.builder()
                        .image(source.image())
                        .command(List.of(
                                "wait",
                                "--target",
                                bundle.target(),
                                "--name",
                                bundle.name(),
                                "--version",
                                bundle.version(),
                                "--timeout",
                                TASK_WAITS.toSeconds().intValue() + "s"))
                        .essential(false)
                        .startTimeout(FARGATE_WAITS)
                        .environment(Map.of("SKEIN_BUCKET", source.bucket(), "SKEIN_REGION", source.region()))
                        .user(USER)
                        .readonlyRootFilesystem(true)
                        .logging(source.log())
                        .build());
        String bucket = "arn:" + Stack.of(this).getPartition() + ":s3:::" + source.bucket();
        String runs = "runs/" + bundle.target() + "/" + bundle.name() + "/" + bundle.version() + "/*";
        task.addToTaskRolePolicy(Allow.to("s3:GetObject").on(bucket + "/" + runs));
        task.addToTaskRolePolicy(
                Allow.to("s3:ListBucket").when("StringLike", "s3:prefix", runs).on(bucket));
    }

    /** Has these containers of the task start after the bundle is applied. */
    public void before(ContainerDefinition... containers) {
        for (ContainerDefinition container : containers) {
            container.addContainerDependencies(ContainerDependency.builder()
                    .container(gate)
                    .condition(ContainerDependencyCondition.SUCCESS)
                    .build());
        }
    }
}
