package dev.skein;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.bundle.BundleStore;
import dev.skein.e2e.Stage;
import dev.skein.ecs.ServiceDeployments;
import dev.skein.group.GroupRun;
import dev.skein.intake.Envelope;
import dev.skein.intake.Mark;
import dev.skein.intake.MessageQueue;
import dev.skein.intake.QueueMessage;
import dev.skein.intake.QueueTraits;
import dev.skein.outcome.OutcomeDocument;
import dev.skein.outcome.Oversight;
import dev.skein.outcome.SchemaKeeping;
import dev.skein.outcome.Status;
import dev.skein.outcome.TargetRun;
import dev.skein.plan.DryRun;
import dev.skein.plan.PlanSettings;
import dev.skein.plan.PlannedTarget;
import dev.skein.plan.Planner;
import dev.skein.plan.hazard.Policy;
import dev.skein.plan.probe.ProbeLimits;
import dev.skein.plan.shadow.Seed;
import dev.skein.plan.shadow.ShadowServer;
import dev.skein.plan.shadow.ShadowSettings;
import dev.skein.target.Namespace;
import dev.skein.target.PasswordCredentials;
import dev.skein.target.Secret;
import dev.skein.target.Target;
import dev.skein.target.TargetConnector;
import dev.skein.telemetry.Steps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** An upload that the worker may not read. */
class UploadDeniedIT {
    @TempDir
    private Path folder;

    @Test
    void ends_with_what_s3_says_and_with_what_that_may_mean() throws Exception {
        try (Stage stage = new Stage();
                S3Client s3 = client(stage, stage.surroundings.aws().name());
                S3Client denied = client(stage, "DENIED")) {
            String key = "bundles/orders/orders/1.zip";
            String version = stage.put(key, Files.writeString(folder.resolve("bundle.zip"), "PK"));
            Stores all = Stores.of(s3, stage.bucket);
            Stores stores = new Stores(
                    new BundleStore(denied, stage.bucket),
                    all.runs(),
                    all.plans(),
                    all.progress(),
                    all.groups(),
                    all.schemas(),
                    all.requests(),
                    all.answers());

            OutcomeDocument outcome =
                    run(stores, stage.sqs).execute(delivery(Envelope.created(stage.bucket, key, version, "")));

            assertThat(outcome.status()).isEqualTo(Status.FAILED);
            assertThat(outcome.problemCode()).contains("upload-denied");
            assertThat(outcome.text("/problem/message"))
                    .contains("403 AccessDenied")
                    .contains("s3:ListBucket")
                    .contains("gone");
        }
    }

    private static UploadRun run(Stores stores, SqsClient sqs) {
        TargetConnector connector = new TargetConnector(Duration.ofSeconds(2));
        TargetRun run = new TargetRun(
                connector,
                new Planner(connector, Clock.systemUTC()),
                stores.plans(),
                Oversight.of(stores.progress()),
                SchemaKeeping.NOWHERE);
        GroupRun groups = new GroupRun(
                new MessageQueue(sqs, ""), "", new GroupRun.Traces(stores.groups(), stores.runs(), stores.progress()));
        Targets targets = new Targets(Map.of("orders", target()), Map.of(), Map.of());
        Rollouts none = new Rollouts(Map.of(), new ServiceDeployments(() -> {
            throw new AssertionError("nothing is rolled out");
        }));
        return new UploadRun(stores, new Router(targets, connector, run, groups), Clock.systemUTC(), Steps.NONE, none);
    }

    /** It is not looked at: the upload cannot be read. */
    private static PlannedTarget target() {
        Target target = new Target(
                "orders",
                "jdbc:postgresql://127.0.0.1:1/nothing",
                new PasswordCredentials("nobody", () -> new Secret("")),
                new Namespace("public", List.of(), "flyway_schema_history", null));
        Duration limit = Duration.ofMinutes(1);
        return new PlannedTarget(
                target,
                new PlanSettings(
                        DryRun.SHADOW,
                        limit,
                        new ShadowSettings(new ShadowServer.Same(), "", Seed.NONE, "/nowhere/pg_dump", limit),
                        ProbeLimits.DEFAULT,
                        Policy.DEFAULT));
    }

    private static Delivery delivery(String event) {
        return new Delivery(
                new QueueMessage("id", "handle", event, 1, Instant.now(), Map.<Mark, String>of()),
                new QueueTraits("", Duration.ofSeconds(30), Duration.ofDays(4), OptionalInt.empty(), ""),
                Envelope.read(event).objects().get(0));
    }

    private static S3Client client(Stage stage, String accessKey) {
        return S3Client.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .forcePathStyle(true)
                .region(Region.of(stage.surroundings.region()))
                .endpointOverride(stage.surroundings.endpoint())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        accessKey, stage.surroundings.aws().secret())))
                .build();
    }
}
