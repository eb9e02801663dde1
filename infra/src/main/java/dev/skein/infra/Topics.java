package dev.skein.infra;

import dev.skein.infra.stage.Place;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/** The outcomes for machines and the alerts for people, encrypted with a key of their own. */
final class Topics extends Construct {
    private static final List<String> USE = List.of("kms:Decrypt", "kms:GenerateDataKey*");

    private final Key key;
    private final Topic outcomes;
    private final Topic alerts;

    Topics(Construct scope, String id, Place place) {
        super(scope, id);
        // AWS's own key for SNS cannot let alarms publish.
        this.key = Key.Builder.create(this, "key")
                .description("Topics of " + place.name("outcomes") + " and " + place.name("alerts"))
                .enableKeyRotation(true)
                .pendingWindow(Duration.days(7))
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        this.outcomes = topic("outcomes", place);
        this.alerts = topic("alerts", place);
        PolicyStatement alarms = publisher("cloudwatch.amazonaws.com", List.of("sns:Publish"), alerts.getTopicArn());
        alarms.addCondition("StringEquals", Map.of("aws:SourceAccount", place.account()));
        alerts.addToResourcePolicy(alarms);
        PolicyStatement use = publisher("cloudwatch.amazonaws.com", USE, "*");
        use.addCondition("StringEquals", Map.of("aws:SourceAccount", place.account()));
        key.addToResourcePolicy(use);
        // EventBridge names no source account to SNS. Rules of other accounts come with a role, not as the service.
        key.addToResourcePolicy(publisher("events.amazonaws.com", USE, "*"));
    }

    Key key() {
        return key;
    }

    Topic outcomes() {
        return outcomes;
    }

    Topic alerts() {
        return alerts;
    }

    private Topic topic(String name, Place place) {
        return Topic.Builder.create(this, name)
                .topicName(place.name(name))
                .masterKey(key)
                .enforceSsl(true)
                .build();
    }

    private static PolicyStatement publisher(String service, List<String> actions, String resource) {
        return PolicyStatement.Builder.create()
                .principals(List.of(new ServicePrincipal(service)))
                .actions(actions)
                .resources(List.of(resource))
                .build();
    }
}
