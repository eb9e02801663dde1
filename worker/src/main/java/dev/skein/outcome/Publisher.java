package dev.skein.outcome;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/** Tells the subscribers of the outcome topic and of the alert topic how an attempt ended. */
public final class Publisher {
    private final SnsClient sns;
    private final String outcomeTopic;
    private final Optional<String> alertTopic;

    private Publisher(SnsClient sns, String outcomeTopic, Optional<String> alertTopic) {
        this.sns = sns;
        this.outcomeTopic = outcomeTopic;
        this.alertTopic = alertTopic;
    }

    /** Publishes outcomes only. */
    public static Publisher ofOutcomes(SnsClient sns, String outcomeTopicArn) {
        return new Publisher(sns, outcomeTopicArn, Optional.empty());
    }

    /** Publishes alerts too. */
    public Publisher withAlerts(String alertTopicArn) {
        return new Publisher(sns, outcomeTopic, Optional.of(alertTopicArn));
    }

    /** Publishes the outcome, and an alert unless nothing changed or a group tells of all its members; throws the SDK's exceptions. */
    public void publish(OutcomeDocument document) {
        sns.publish(publish -> publish.topicArn(outcomeTopic)
                .message(TopicMessage.of(document))
                .messageAttributes(attributes(document)));
        if (document.status() != Status.UNCHANGED && !Membership.of(document).isAny()) {
            alertTopic.ifPresent(
                    topic -> sns.publish(publish -> publish.topicArn(topic).message(Alert.of(document))));
        }
    }

    private static Map<String, MessageAttributeValue> attributes(OutcomeDocument document) {
        String bundle = document.bundleName().isEmpty() ? "unknown" : document.bundleName();
        return Map.of(
                "status", text(document.status().name()),
                "target", text(document.run().target()),
                "bundle", text(bundle));
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }
}
