package dev.skein.infra;

import dev.skein.infra.stage.People;
import dev.skein.infra.stage.Place;
import java.util.List;
import java.util.Locale;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.services.iam.IOidcProvider;
import software.amazon.awscdk.services.iam.OidcProviderNative;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/** The roles of pipelines and people. */
final class Access extends Construct {
    private final Place place;

    Access(Construct scope, String id, Place place, People people) {
        super(scope, id);
        this.place = place;
        if (!people.operators().isEmpty()) {
            output("operator", new OperatorRole(this, "operator", place, people.operators()).role());
        }
        if (!people.pipelines().isEmpty()) {
            IOidcProvider provider = people.gitHubProvider()
                    .map(arn -> OidcProviderNative.fromOidcProviderArn(this, "github", arn))
                    .orElseGet(this::provider);
            people.pipelines().forEach((name, pipeline) -> pipeline(name, pipeline, provider));
        }
    }

    private void pipeline(String name, People.Pipeline pipeline, IOidcProvider provider) {
        PipelineRole push = new PipelineRole(
                this,
                "pipeline-" + name,
                place,
                new PipelineRole.Subject(provider, pipeline.repository(), pipeline.from()),
                PipelineRole.Rights.push(pipeline.target()));
        output("pipeline-" + name, push.role());
        if (pipeline.pullRequests() == People.PullRequests.PLAN) {
            PipelineRole plan = new PipelineRole(
                    this,
                    "pull-requests-" + name,
                    place,
                    new PipelineRole.Subject(provider, pipeline.repository(), "pull_request"),
                    PipelineRole.Rights.plan(pipeline.target()));
            output("pull-requests-" + name, plan.role());
        }
    }

    private IOidcProvider provider() {
        return OidcProviderNative.Builder.create(this, "github")
                .url("https://token.actions.githubusercontent.com")
                .clientIds(List.of("sts.amazonaws.com"))
                .build();
    }

    private void output(String name, Role role) {
        CfnOutput.Builder.create(this, name + "-role")
                .key(camel(name) + "Role")
                .value(role.getRoleArn())
                .build();
    }

    private static String camel(String name) {
        StringBuilder text = new StringBuilder();
        for (String part : name.split("[^A-Za-z0-9]+", -1)) {
            text.append(part.isEmpty() ? "" : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
        }
        return text.toString();
    }
}
