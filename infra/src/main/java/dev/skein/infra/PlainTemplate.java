package dev.skein.infra;

import dev.skein.infra.stage.DatabaseSettings;
import dev.skein.infra.stage.Image;
import dev.skein.infra.stage.NetworkSettings;
import dev.skein.infra.stage.People;
import dev.skein.infra.stage.Place;
import dev.skein.infra.stage.Retention;
import dev.skein.infra.stage.StageSettings;
import dev.skein.infra.stage.TargetSettings;
import dev.skein.infra.stage.WorkerSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.LegacyStackSynthesizer;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;

/** The same for one target without CDK: a template whose parameters are what a stage's file would say. */
final class PlainTemplate {
    private PlainTemplate() {}

    /** Adds the stack that becomes the template: without files to upload, and without what {@code cdk bootstrap} makes. */
    static Stack add(App app) {
        Stack stack = new Stack(
                app,
                "skein-plain",
                StackProps.builder()
                        .description("Skein for one target; the settings are parameters")
                        .synthesizer(new LegacyStackSynthesizer())
                        .build());
        StageSettings stage = stage(new Parameters(stack));
        new Skein(
                stack, "skein", stage, new Network(stack, "network", stage.place(), stage.network()), Optional.empty());
        return stack;
    }

    private static StageSettings stage(Parameters parameters) {
        Place place = new Place(
                parameters.text("Stage", "Part of all names, such as production", "[a-z0-9][a-z0-9-]{0,18}[a-z0-9]"),
                Aws.ACCOUNT_ID,
                Aws.REGION,
                Map.of());
        String target = parameters.text(
                "TargetName", "As in bundles/<target>/; does not end in -shadow", TargetSettings.NAME_FORM);
        return new StageSettings(
                new StageSettings.Surroundings(place, new Retention(400, 30)),
                network(parameters),
                worker(parameters),
                List.of(target(parameters, target)),
                people(parameters, target));
    }

    private static NetworkSettings network(Parameters parameters) {
        return new NetworkSettings(
                new NetworkSettings.Existing(
                        parameters.text("VpcId", "The VPC that workers run in", "vpc-[0-9a-f]+"),
                        List.of(
                                parameters.text("FirstSubnetId", "A private subnet of it", "subnet-[0-9a-f]+"),
                                parameters.text(
                                        "SecondSubnetId",
                                        "A private subnet in another availability zone",
                                        "subnet-[0-9a-f]+")),
                        List.of()),
                NetworkSettings.Egress.EXISTING,
                Optional.empty());
    }

    private static WorkerSettings worker(Parameters parameters) {
        return new WorkerSettings(
                new Image(
                        parameters.text("Image", "The worker's image in ECR, for ARM64", ".+"),
                        Optional.of(parameters.text(
                                "ImageRepositoryArn", "The ARN of its repository", "arn:aws:ecr:.+:repository/.+"))),
                new WorkerSettings.Size(512, 1024, WorkerSettings.Architecture.ARM64),
                new WorkerSettings.Scale(1, 4),
                90,
                Map.of());
    }

    private static TargetSettings target(Parameters parameters, String name) {
        return new TargetSettings(
                name,
                Map.of(
                        "url",
                        parameters.text(
                                "JdbcUrl",
                                "jdbc:postgresql://host/database?sslmode=…; the port is 5432",
                                "jdbc:postgresql://[^/:,@]+(:5432)?/.+"),
                        "password-secret",
                        parameters.text(
                                "SecretArn",
                                "Of the login: JSON with username and password",
                                "arn:aws:secretsmanager:.+")),
                new TargetSettings.Given(new DatabaseSettings(
                        new DatabaseSettings.Group(parameters.text(
                                "DatabaseSecurityGroupId", "Gets a rule that lets workers in", "sg-[0-9a-f]+")),
                        DatabaseSettings.PORT,
                        Optional.empty(),
                        Optional.empty())),
                Optional.empty());
    }

    private static People people(Parameters parameters, String target) {
        return new People(
                Optional.empty(),
                List.of(parameters.text("OperatorArn", "Who may become the operator", "arn:aws:iam::.+")),
                Optional.of(parameters.text(
                        "GitHubProviderArn",
                        "The account's OIDC provider of GitHub",
                        "arn:aws:iam::.+:oidc-provider/.+")),
                Map.of(
                        "target",
                        new People.Pipeline(
                                target,
                                parameters.text(
                                        "GitHubRepository",
                                        "May push bundles: owner/name, or owner@id/name@id where the subjects of GitHub's"
                                                + " tokens have ids, as of repositories made or renamed since July 2026",
                                        People.Pipeline.REPOSITORY),
                                "ref:refs/heads/" + parameters.text("GitHubBranch", "From this branch only", ".+"),
                                People.PullRequests.NOTHING)));
    }
}
