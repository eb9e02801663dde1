package dev.skein.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What holds of every stage, and what a stage's file decides. */
@ExtendWith(RequiresNode.class)
class TemplateTest {
    static List<Synthesis> stages() {
        return List.of(Synthesis.ofExample(), full(), trial(), Synthesis.ofNeighbours());
    }

    private static Synthesis full() {
        return Synthesis.ofEverything();
    }

    private static Synthesis trial() {
        return Synthesis.ofTrial();
    }

    @ParameterizedTest
    @MethodSource("stages")
    void breaks_no_rule_without_saying_why(Synthesis made) {
        assertThat(made.findings()).isEmpty();
        assertThat(made.stacks().values().stream()
                        .flatMap(stack -> stack.findValues("rules_to_suppress").stream())
                        .flatMap(rules -> rules.valueStream())
                        .map(rule -> rule.path("reason").asString("")))
                .isNotEmpty()
                .allSatisfy(reason -> assertThat(reason).hasSizeGreaterThan(60).endsWith("."));
    }

    @ParameterizedTest
    @MethodSource("stages")
    void has_no_function_no_nat_and_no_way_in(Synthesis made) {
        assertThat(made.stacks().values().stream()
                        .flatMap(stack -> stack.path("Resources").valueStream())
                        .map(resource -> resource.path("Type").asString("")))
                .noneMatch(type -> type.startsWith("AWS::Lambda::") || type.startsWith("Custom::"))
                .doesNotContain(
                        "AWS::CloudFormation::CustomResource",
                        "AWS::EC2::NatGateway",
                        "AWS::EC2::InternetGateway",
                        "AWS::ElasticLoadBalancingV2::LoadBalancer");
        assertThat(ingress(made)).noneMatch(rule -> rule.has("CidrIp") || rule.has("CidrIpv6"));
        assertThat(made.only("AWS::ECS::Service")
                        .at("/NetworkConfiguration/AwsvpcConfiguration/AssignPublicIp")
                        .asString())
                .isEqualTo("DISABLED");
    }

    private static Stream<JsonNode> ingress(Synthesis made) {
        return Stream.concat(
                made.resources("AWS::EC2::SecurityGroup").values().stream()
                        .flatMap(group ->
                                group.at("/Properties/SecurityGroupIngress").valueStream()),
                made.resources("AWS::EC2::SecurityGroupIngress").values().stream()
                        .map(rule -> rule.path("Properties")));
    }

    @Test
    void keeps_bundles_versioned_encrypted_and_private() {
        JsonNode bucket = full().only("AWS::S3::Bucket");

        assertThat(bucket.at("/VersioningConfiguration/Status").asString()).isEqualTo("Enabled");
        assertThat(bucket.at("/PublicAccessBlockConfiguration").valueStream())
                .hasSize(4)
                .allMatch(JsonNode::asBoolean);
        assertThat(bucket.path("BucketEncryption").isObject()).isTrue();
        assertThat(full().resources("AWS::S3::Bucket").values())
                .as("is there to stay, but not of a first deployment that failed: its name would be taken")
                .allMatch(found -> found.path("DeletionPolicy").asString("").equals("RetainExceptOnCreate"))
                .allMatch(
                        found -> found.path("UpdateReplacePolicy").asString("").equals("Retain"));
    }

    @Test
    void lets_runs_expire_and_keeps_bundles() {
        JsonNode rules = full().only("AWS::S3::Bucket").at("/LifecycleConfiguration/Rules");

        assertThat(rules.valueStream()
                        .filter(rule -> rule.has("ExpirationInDays"))
                        .map(rule -> rule.path("Prefix").asString("") + " "
                                + rule.path("ExpirationInDays").asInt()))
                .containsExactlyInAnyOrder("runs/ 90", "answers/ 90", "requests/ 90");
        assertThat(rules.valueStream()
                        .filter(rule -> rule.path("NoncurrentVersionExpiration")
                                        .path("NoncurrentDays")
                                        .asInt(0)
                                == 20))
                .hasSize(1);
    }

    @Test
    void makes_the_bucket_after_the_policies_that_let_it_send() {
        JsonNode bucket =
                full().resources("AWS::S3::Bucket").values().iterator().next();

        assertThat(Intrinsics.READABLE.texts(bucket.path("DependsOn")))
                .containsAll(full().resources("AWS::SQS::QueuePolicy").keySet());
    }

    @Test
    void keeps_dead_letters_longer_than_what_they_come_from() {
        Map<String, JsonNode> queues = full().resources("AWS::SQS::Queue");

        assertThat(queues.values().stream()
                        .map(queue -> queue.at("/Properties/QueueName").asString() + " "
                                + queue.at("/Properties/MessageRetentionPeriod").asInt() + " "
                                + queue.at("/Properties/RedrivePolicy/maxReceiveCount")
                                        .asInt(0) + " "
                                + queue.at("/Properties/SqsManagedSseEnabled").asBoolean()))
                .containsExactlyInAnyOrder(
                        "skein-full-uploads 345600 5 true",
                        "skein-full-requests 86400 5 true",
                        "skein-full-dead-letters 1209600 0 true");
    }

    @Test
    void starts_workers_that_can_change_nothing_but_their_temporary_folder() {
        JsonNode task = full().only("AWS::ECS::TaskDefinition");
        JsonNode container = task.at("/ContainerDefinitions/0");

        assertThat(container.path("ReadonlyRootFilesystem").asBoolean()).isTrue();
        assertThat(container.path("User").asString()).isEqualTo("65532");
        assertThat(container.at("/LinuxParameters/InitProcessEnabled").asBoolean())
                .isTrue();
        assertThat(container.at("/MountPoints/0/ContainerPath").asString()).isEqualTo("/tmp");
        assertThat(task.at("/Volumes/0").size())
                .as("no host path, no file system")
                .isEqualTo(1);
        assertThat(task.at("/RuntimePlatform/CpuArchitecture").asString()).isEqualTo("X86_64");
        assertThat(task.path("Cpu").asString() + " " + task.path("Memory").asString())
                .isEqualTo("1024 2048");
    }

    @Test
    void tells_java_in_the_container_how_much_memory_there_is() {
        JsonNode container = full().only("AWS::ECS::TaskDefinition").at("/ContainerDefinitions/0");

        assertThat(container.path("Memory").asInt()).isEqualTo(2048);
    }

    @Test
    void gives_workers_time_to_end_and_takes_a_bad_deployment_back() {
        JsonNode container = full().only("AWS::ECS::TaskDefinition").at("/ContainerDefinitions/0");
        JsonNode deployment = full().only("AWS::ECS::Service").path("DeploymentConfiguration");

        assertThat(container.path("StopTimeout").asInt()).isEqualTo(120);
        assertThat(environment(full())).containsEntry("SKEIN_SHUTDOWN_GRACE", "110s");
        assertThat(deployment.at("/DeploymentCircuitBreaker/Enable").asBoolean())
                .isTrue();
        assertThat(deployment.at("/DeploymentCircuitBreaker/Rollback").asBoolean())
                .isTrue();
        assertThat(deployment.path("MinimumHealthyPercent").asInt()).isEqualTo(100);
    }

    @Test
    void passes_the_targets_keys_to_the_worker_and_no_password() {
        assertThat(environment(full()))
                .containsEntry("SKEIN_CONCURRENCY", "8")
                .containsEntry("SKEIN_TARGETS_BILLS_EU_IAM_AUTH", "true")
                .containsEntry("SKEIN_TARGETS_BILLS_EU_SEARCH_PATH", "shared,public")
                .containsEntry("SKEIN_TARGETS_BILLS_EU_POLICY", "drops-column=approve,renames-table=block")
                .containsEntry(
                        "SKEIN_TARGETS_ORDERS_ROLLOUT",
                        "shop/web,arn:aws:ecs:eu-central-1:123456789012:service/shop/jobs")
                .containsEntry("SKEIN_TARGETS_ALL_MEMBERS", "orders,bills-eu")
                .doesNotContainKeys("SKEIN_TARGETS_ORDERS_PASSWORD", "SKEIN_TARGETS_ORDERS_TRIAL");
    }

    @ParameterizedTest
    @MethodSource("stages")
    void leaves_the_number_of_workers_to_the_scaling(Synthesis made) {
        assertThat(made.only("AWS::ECS::Service").has("DesiredCount")).isFalse();
    }

    private static Map<String, String> environment(Synthesis made) {
        return ContainerVariables.of(made.only("AWS::ECS::TaskDefinition"), Intrinsics.READABLE);
    }

    @Test
    void has_as_many_workers_as_there_is_work_for() {
        JsonNode capacity = full().only("AWS::ApplicationAutoScaling::ScalableTarget");

        assertThat(capacity.path("MinCapacity").asInt() + " to "
                        + capacity.path("MaxCapacity").asInt())
                .isEqualTo("0 to 2");
        assertThat(full().resources("AWS::ApplicationAutoScaling::ScalingPolicy").values().stream()
                        .map(policy -> policy.at("/Properties/StepScalingPolicyConfiguration"))
                        .flatMap(steps -> steps.path("StepAdjustments")
                                .valueStream()
                                .map(step -> steps.path("AdjustmentType").asString("") + " from "
                                        + step.path("MetricIntervalLowerBound").asString("-") + " "
                                        + step.path("ScalingAdjustment").asInt())))
                .as("bounds count from the alarm's threshold: none, or one and more")
                .containsExactlyInAnyOrder(
                        "ExactCapacity from - 0", "ExactCapacity from 0 1", "ExactCapacity from 7 2");
    }

    @Test
    void reaches_a_database_by_rules_of_its_security_group() {
        assertThat(full().resources("AWS::EC2::SecurityGroupIngress").values().stream()
                        .map(rule -> rule.path("Properties"))
                        .filter(rule -> rule.path("GroupId").isString())
                        .map(rule -> rule.path("GroupId").asString() + " "
                                + rule.path("FromPort").asInt() + " from "
                                + Intrinsics.READABLE.text(rule.path("SourceSecurityGroupId"))))
                .containsExactlyInAnyOrder(
                        "sg-0a1b2c3d4e5f60718 5432 from <networkworkers.GroupId>",
                        "sg-0a1b2c3d4e5f60719 6432 from <networkworkers.GroupId>",
                        "sg-0a1b2c3d4e5f60720 5432 from <networkworkers.GroupId>");
    }

    @Test
    void makes_no_rule_twice_for_targets_that_share_a_server() {
        Synthesis made = Synthesis.ofNeighbours();

        assertThat(rules(made, "AWS::EC2::SecurityGroupIngress"))
                .containsExactlyInAnyOrder("tcp 6432 to 6432", "tcp 5432 to 5432");
        assertThat(rules(made, "AWS::EC2::SecurityGroupEgress"))
                .containsExactlyInAnyOrder(
                        "tcp 6432 to 6432 sg-0a1b2c3d4e5f60718",
                        "tcp 5432 to 5432 sg-0a1b2c3d4e5f60718",
                        "tcp 7432 to 7432 10.20.0.0/24",
                        "tcp 4318 to 4318 0.0.0.0/0");
    }

    @Test
    void lets_telemetry_out_to_its_collector_only() {
        assertThat(rules(full(), "AWS::EC2::SecurityGroupEgress")).contains("tcp 443 to 443 10.42.0.9/32");
        assertThat(rules(Synthesis.ofExample(), "AWS::EC2::SecurityGroupEgress"))
                .containsExactly("tcp 5432 to 5432 sg-0a1b2c3d4e5f60718");
    }

    private static List<String> rules(Synthesis made, String type) {
        return made.resources(type).values().stream()
                .map(rule -> rule.path("Properties"))
                .map(rule -> rule.path("IpProtocol").asString("") + " "
                        + rule.path("FromPort").asInt() + " to "
                        + rule.path("ToPort").asInt() + " "
                        + rule.path("DestinationSecurityGroupId").asString("")
                        + rule.path("CidrIp").asString(""))
                .map(String::strip)
                .toList();
    }

    @Test
    void leads_to_aws_by_endpoints_only_where_the_stage_says_so() {
        assertThat(full().resources("AWS::EC2::VPCEndpoint").values().stream()
                        .map(endpoint -> endpoint.at("/Properties/ServiceName").asString()))
                .contains("com.amazonaws.eu-central-1.s3", "com.amazonaws.eu-central-1.sqs")
                .hasSize(11);
        assertThat(full().resources("AWS::EC2::SecurityGroup").values().stream()
                        .flatMap(group ->
                                group.at("/Properties/SecurityGroupEgress").valueStream())
                        .map(rule -> rule.path("CidrIp").asString("")))
                .as("not even egress to everywhere")
                .doesNotContain("0.0.0.0/0");
        assertThat(Synthesis.ofExample().resources("AWS::EC2::VPCEndpoint")).isEmpty();
    }

    @Test
    void is_one_stack_but_for_what_is_made_for_it() {
        assertThat(full().stacks()).containsOnlyKeys("skein-full");
        assertThat(trial().stacks()).containsOnlyKeys("skein-trial", "skein-trial-network", "skein-trial-trial");
    }

    @Test
    void makes_a_trials_database_that_pauses_and_goes_with_its_stack() {
        Map<String, JsonNode> clusters = trial().resources("AWS::RDS::DBCluster");
        JsonNode cluster = clusters.values().iterator().next();

        assertThat(cluster.at("/Properties/ServerlessV2ScalingConfiguration/MinCapacity")
                        .asInt())
                .isZero();
        assertThat(cluster.at("/Properties/StorageEncrypted").asBoolean()).isTrue();
        assertThat(cluster.at("/Properties/EnableIAMDatabaseAuthentication").asBoolean())
                .isTrue();
        assertThat(cluster.path("DeletionPolicy").asString()).isEqualTo("Delete");
        assertThat(environment(trial())).containsKeys("SKEIN_TARGETS_TRIAL_URL", "SKEIN_TARGETS_TRIAL_PASSWORD_SECRET");
    }

    @Test
    void rings_with_a_sentence_to_act_on() {
        assertThat(alarms(full())
                        .filter(alarm -> alarm.path("AlarmActions")
                                .findPath("Ref")
                                .asString("")
                                .startsWith("skeintopicsalerts"))
                        .map(alarm -> alarm.path("AlarmName").asString() + ": "
                                + alarm.path("AlarmDescription").asString().replaceAll(".* ", "")))
                .containsExactlyInAnyOrder(
                        "skein-full-failed-runs: docs/runbook.md#failed-runs",
                        "skein-full-worker-errors: docs/runbook.md#worker-errors",
                        "skein-full-oldest-upload-waits: docs/runbook.md#oldest-upload-waits",
                        "skein-full-upload-held-up: docs/runbook.md#upload-held-up",
                        "skein-full-backlog-without-worker: docs/runbook.md#backlog-without-worker");
        assertThat(full().only("AWS::Chatbot::SlackChannelConfiguration")
                        .path("GuardrailPolicies")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void lets_a_pipeline_wait_for_an_approval() {
        assertThat(full().resources("AWS::IAM::Role").values().stream()
                        .map(role -> role.path("Properties"))
                        .filter(role -> role.at("/AssumeRolePolicyDocument/Statement/0/Action")
                                .asString("")
                                .equals("sts:AssumeRoleWithWebIdentity"))
                        .map(role -> role.path("MaxSessionDuration").asInt()))
                .containsExactly(43_200, 43_200, 43_200);
    }

    private static Stream<JsonNode> alarms(Synthesis made) {
        return Stream.of("AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm")
                .flatMap(type -> made.resources(type).values().stream())
                .map(alarm -> alarm.path("Properties"));
    }

    private static JsonNode alarm(String name) {
        return alarms(full())
                .filter(alarm -> alarm.path("AlarmName").asString("").equals("skein-full-" + name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void has_a_heading_in_the_runbook_for_all_that_rings() throws IOException {
        String runbook = Files.readString(Path.of("../docs/runbook.md"));

        assertThat(alarms(full())
                        .filter(alarm -> alarm.has("AlarmName"))
                        .map(alarm ->
                                alarm.path("AlarmDescription").asString("").replaceAll(".*#", "## ")))
                .hasSize(7)
                .allSatisfy(heading -> assertThat(runbook).contains("\n" + heading + "\n"));
    }

    @Test
    void rings_of_a_backlog_when_the_service_has_no_sample_of_a_worker() {
        JsonNode work = alarm("messages-wait");
        JsonNode nobody = alarm("no-worker");

        assertThat(Intrinsics.READABLE.text(alarm("backlog-without-worker").path("AlarmRule")))
                .matches(
                        "\\(ALARM\\(\"<skeinwatchalarmsmessageswait.Arn>\"\\) AND ALARM\\(\"<skeinwatchalarmsnoworker.Arn>\"\\)\\)");
        assertThat(nobody.path("MetricName").asString() + " "
                        + nobody.path("Statistic").asString() + " "
                        + nobody.path("ComparisonOperator").asString() + " "
                        + nobody.path("Threshold").asInt() + " missing "
                        + nobody.path("TreatMissingData").asString())
                .isEqualTo("CPUUtilization SampleCount LessThanThreshold 1 missing breaching");
        assertThat(work.path("TreatMissingData").asString()).isEqualTo("notBreaching");
        assertThat(List.of(work, nobody)).noneMatch(alarm -> alarm.has("AlarmActions") || alarm.has("OKActions"));
    }

    /** The latest minute comes late: filled, it would be the value that an alarm looks at, and the alarm would never change. */
    @ParameterizedTest
    @MethodSource("stages")
    void fills_no_value_that_an_alarm_looks_at(Synthesis made) {
        assertThat(alarms(made)
                        .flatMap(alarm -> alarm.path("Metrics").valueStream())
                        .map(metric -> metric.path("Expression").asString(""))
                        .filter(expression -> !expression.isEmpty()))
                .hasSizeGreaterThan(2)
                .noneMatch(expression -> expression.contains("FILL"));
    }

    @Test
    void rings_of_an_upload_that_is_sent_again_for_half_an_hour() {
        JsonNode alarm = alarm("upload-held-up");

        assertThat(alarm.path("MetricName").asString() + " "
                        + alarm.path("Statistic").asString() + " from "
                        + alarm.path("Threshold").asInt() + " s")
                .isEqualTo("WaitedSeconds Maximum from 1800 s");
        assertThat(alarm.path("Period").asInt()
                        * alarm.path("EvaluationPeriods").asInt())
                .as("longer than from one line to the next, a quarter of an hour")
                .isGreaterThanOrEqualTo(1200);
        assertThat(alarm.path("DatapointsToAlarm").asInt()).isEqualTo(1);
    }

    @Test
    void tags_everything_with_its_stage() {
        assertThat(full().only("AWS::ECS::Service")
                        .path("Tags")
                        .valueStream()
                        .map(tag -> tag.path("Key").asString()))
                .contains("skein:stage", "team");
    }
}
