package dev.skein.infra;

import dev.skein.infra.stage.People;
import dev.skein.infra.stage.Place;
import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.chatbot.SlackChannelConfiguration;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sns.ITopic;
import software.constructs.Construct;

/** Alerts and alarms in a channel of Slack, where nobody can command anything. */
final class Chat extends Construct {
    Chat(Construct scope, String id, Place place, People.Slack slack, ITopic alerts) {
        super(scope, id);
        Role role = Role.Builder.create(this, "role")
                .description("What the channel of " + place.cluster() + " may read to draw an alarm's metric")
                .assumedBy(new ServicePrincipal("chatbot.amazonaws.com")
                        .withConditions(Map.of("StringEquals", Map.of("aws:SourceAccount", place.account()))))
                .inlinePolicies(Map.of(
                        "charts",
                        PolicyDocument.Builder.create()
                                .statements(List.of(charts()))
                                .build()))
                .build();
        ManagedPolicy guardrail = ManagedPolicy.Builder.create(this, "guardrail")
                .description("All that anybody can do from the channel of " + place.cluster())
                .statements(List.of(Allow.to("cloudwatch:DescribeAlarms", "cloudwatch:GetMetricData")
                        .on("*")))
                .build();
        SlackChannelConfiguration.Builder.create(this, "channel")
                .slackChannelConfigurationName(place.cluster())
                .slackWorkspaceId(slack.workspace())
                .slackChannelId(slack.channel())
                .notificationTopics(List.of(alerts))
                .role(role)
                .guardrailPolicies(List.of(guardrail))
                .build();
        List.of(role, guardrail)
                .forEach(resource -> NagSuppressions.addResourceSuppressions(
                        resource,
                        List.of(NagPackSuppression.builder()
                                .id("AwsSolutions-IAM5")
                                .reason(
                                        "Reading alarms and metrics knows no resources in IAM; it is all that the channel may do.")
                                .build())));
    }

    private static PolicyStatement charts() {
        return Allow.to("cloudwatch:DescribeAlarms", "cloudwatch:GetMetricData").on("*");
    }
}
