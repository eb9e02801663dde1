package dev.skein.infra;

import dev.skein.infra.stage.Place;
import dev.skein.infra.stage.StageSettings;
import dev.skein.infra.stage.WorkerSettings;
import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ecs.AwsLogDriverProps;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.ContainerInsights;
import software.amazon.awscdk.services.ecs.CpuArchitecture;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.FargatePlatformVersion;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.HealthCheck;
import software.amazon.awscdk.services.ecs.LinuxParameters;
import software.amazon.awscdk.services.ecs.LogDriver;
import software.amazon.awscdk.services.ecs.MountPoint;
import software.amazon.awscdk.services.ecs.OperatingSystemFamily;
import software.amazon.awscdk.services.ecs.PropagatedTagSource;
import software.amazon.awscdk.services.ecs.RuntimePlatform;
import software.amazon.awscdk.services.ecs.Volume;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.logs.CfnLogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/** The workers: a service of Fargate in private subnets that nothing can connect to. */
final class WorkerService extends Construct {
    private static final String TEMPORARY = "temporary";

    /** Of the user in the image. */
    private static final String USER = "65532";

    private final StageSettings stage;
    private final LogGroup log;
    private final FargateService service;

    /** @param start what a worker is started with */
    WorkerService(Construct scope, String id, StageSettings stage, Network network, Start start) {
        super(scope, id);
        this.stage = stage;
        Place place = stage.place();
        this.log = LogGroup.Builder.create(this, "log")
                .logGroupName("/skein/" + place.stage() + "/worker")
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        CfnLogGroup resource =
                (CfnLogGroup) Objects.requireNonNull(log.getNode().getDefaultChild());
        resource.setRetentionInDays(stage.worker().logDays());
        Cluster cluster = Cluster.Builder.create(this, "cluster")
                .clusterName(place.cluster())
                .vpc(network.vpc())
                .containerInsightsV2(ContainerInsights.DISABLED)
                .build();
        this.service = FargateService.Builder.create(this, "service")
                .serviceName("worker")
                .cluster(cluster)
                .taskDefinition(task(start))
                .platformVersion(FargatePlatformVersion.VERSION1_4)
                .vpcSubnets(network.subnets())
                .securityGroups(List.of(network.workers()))
                .assignPublicIp(false)
                // Without a desired count: each deployment would set it anew, and end workers that the scaling has
                // started.
                .minHealthyPercent(100)
                .maxHealthyPercent(200)
                .circuitBreaker(
                        DeploymentCircuitBreaker.builder().rollback(true).build())
                .propagateTags(PropagatedTagSource.SERVICE)
                .build();
        suppress(cluster);
    }

    FargateService service() {
        return service;
    }

    LogGroup log() {
        return log;
    }

    /** What a worker is started with: its role, and its variables. */
    record Start(Role role, Map<String, String> environment) {}

    private FargateTaskDefinition task(Start start) {
        WorkerSettings.Size size = stage.worker().size();
        FargateTaskDefinition task = FargateTaskDefinition.Builder.create(this, "task")
                .family(stage.place().name("worker"))
                .cpu(size.cpu())
                .memoryLimitMiB(size.memory())
                .runtimePlatform(RuntimePlatform.builder()
                        .operatingSystemFamily(OperatingSystemFamily.LINUX)
                        .cpuArchitecture(
                                size.architecture() == WorkerSettings.Architecture.ARM64
                                        ? CpuArchitecture.ARM64
                                        : CpuArchitecture.X86_64)
                        .build())
                .taskRole(start.role())
                .executionRole(new ExecutionRole(this, "execution", stage).role())
                // Fargate has no tmpfs. The image declares /tmp as a volume, so this one gets its owner and mode.
                .volumes(List.of(Volume.builder().name(TEMPORARY).build()))
                .build();
        container(task, start);
        NagSuppressions.addResourceSuppressions(
                task,
                List.of(NagPackSuppression.builder()
                        .id("AwsSolutions-ECS2")
                        .reason("The variables hold names and addresses only; passwords are read from Secrets Manager"
                                + " or are tokens of IAM, and the settings take no others.")
                        .build()));
        return task;
    }

    private void container(FargateTaskDefinition task, Start start) {
        ContainerDefinition container = task.addContainer(
                "worker",
                ContainerDefinitionOptions.builder()
                        .image(ContainerImage.fromRegistry(
                                stage.worker().image().reference()))
                        .command(List.of("worker"))
                        // The heap is a share of it, which Java reads from the container.
                        .memoryLimitMiB(stage.worker().size().memory())
                        .environment(start.environment())
                        .user(USER)
                        .readonlyRootFilesystem(true)
                        .linuxParameters(LinuxParameters.Builder.create(this, "linux")
                                .initProcessEnabled(true)
                                .build())
                        // The longest that Fargate allows; the worker's own grace ends before it.
                        .stopTimeout(Duration.seconds(120))
                        .healthCheck(HealthCheck.builder()
                                .command(List.of("CMD", "skein", "health"))
                                .interval(Duration.seconds(30))
                                .timeout(Duration.seconds(15))
                                .retries(3)
                                .startPeriod(Duration.seconds(60))
                                .build())
                        .logging(LogDriver.awsLogs(AwsLogDriverProps.builder()
                                .logGroup(log)
                                .streamPrefix("worker")
                                .build()))
                        .build());
        Annotations.of(container)
                .acknowledgeWarning("@aws-cdk/aws-ecs:ecrImageRequiresPolicy", "The execution role has the policy.");
        container.addMountPoints(MountPoint.builder()
                .sourceVolume(TEMPORARY)
                .containerPath("/tmp")
                .readOnly(false)
                .build());
    }

    private static void suppress(Cluster cluster) {
        NagSuppressions.addResourceSuppressions(
                cluster,
                List.of(NagPackSuppression.builder()
                        .id("AwsSolutions-ECS4")
                        .reason(
                                "Container Insights is paid by the metric; whether workers run is told by the samples of their"
                                        + " CPU, which cost nothing.")
                        .build()));
    }
}
