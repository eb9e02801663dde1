package dev.skein.sandbox.sns;

import static dev.skein.sandbox.sns.SnsFixture.SNS;
import static dev.skein.sandbox.sns.SnsFixture.newQueue;
import static dev.skein.sandbox.sns.SnsFixture.newTopic;
import static dev.skein.sandbox.sns.SnsFixture.subscribe;
import static dev.skein.sandbox.sns.TopicsTest.assertNotImplemented;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.sandbox.Account;
import dev.skein.sandbox.sns.SnsFixture.Queue;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.Subscription;

class SubscriptionsTest {
    private final String topic = newTopic();
    private final Queue queue = newQueue();

    @Test
    void subscribes_a_queue_once_and_without_confirmation() {
        String arn = subscribe(topic, queue, Map.of());

        assertThat(arn).startsWith(topic + ":");
        assertThat(subscribe(topic, queue, Map.of())).isEqualTo(arn);
        Subscription expected = Subscription.builder()
                .subscriptionArn(arn)
                .topicArn(topic)
                .protocol("sqs")
                .endpoint(queue.arn())
                .owner(Account.ID)
                .build();
        assertThat(SNS.listSubscriptionsByTopic(request -> request.topicArn(topic))
                        .subscriptions())
                .containsExactly(expected);
        assertThat(SNS.listSubscriptionsPaginator().subscriptions()).contains(expected);
    }

    @Test
    void refuses_the_same_subscription_with_other_attributes() {
        subscribe(topic, queue, Map.of());

        assertThatThrownBy(() -> subscribe(topic, queue, Map.of("RawMessageDelivery", "true")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Subscription already exists with different attributes");
    }

    @Test
    void keeps_and_changes_attributes() {
        String arn = subscribe(topic, queue, Map.of("FilterPolicy", "{\"kind\":[\"a\"]}"));
        assertThat(attributes(arn))
                .containsEntry("SubscriptionArn", arn)
                .containsEntry("TopicArn", topic)
                .containsEntry("Protocol", "sqs")
                .containsEntry("Endpoint", queue.arn())
                .containsEntry("Owner", Account.ID)
                .containsEntry("PendingConfirmation", "false")
                .containsEntry("RawMessageDelivery", "false")
                .containsEntry("FilterPolicyScope", "MessageAttributes")
                .containsEntry("FilterPolicy", "{\"kind\":[\"a\"]}");

        set(arn, "RawMessageDelivery", "true");
        set(arn, "FilterPolicy", "{\"kind\":[\"b\"]}");

        assertThat(attributes(arn))
                .containsEntry("RawMessageDelivery", "true")
                .containsEntry("FilterPolicy", "{\"kind\":[\"b\"]}");
    }

    @Test
    void leaves_a_subscription_as_it_was_when_a_change_is_refused() {
        String arn = subscribe(topic, queue, Map.of("FilterPolicy", "{\"kind\":[\"a\"]}"));

        assertThatThrownBy(() -> set(arn, "FilterPolicy", "{\"kind\":\"a\"}"))
                .isInstanceOf(InvalidParameterException.class);

        assertThat(attributes(arn)).containsEntry("FilterPolicy", "{\"kind\":[\"a\"]}");
    }

    @ParameterizedTest
    @CsvSource({
        "RawMessageDelivery, perhaps",
        "FilterPolicyScope, Everything",
        "FilterPolicy, ''",
        "Colour, red",
    })
    void refuses_attributes_that_sns_refuses(String name, String value) {
        assertThatThrownBy(() -> subscribe(topic, queue, Map.of(name, value)))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void refuses_attributes_and_protocols_that_it_would_ignore() {
        assertNotImplemented(() -> subscribe(topic, queue, Map.of("FilterPolicyScope", "MessageBody")));
        assertNotImplemented(() -> subscribe(topic, queue, Map.of("RedrivePolicy", "{}")));
        assertNotImplemented(() -> SNS.subscribe(
                request -> request.topicArn(topic).protocol("email").endpoint("a@example.org")));
        assertNotImplemented(() -> SNS.subscribe(request ->
                request.topicArn(topic).protocol("sqs").endpoint(queue.arn().replace(Account.ID, "111111111111"))));
        assertThat(SNS.listSubscriptionsByTopic(request -> request.topicArn(topic))
                        .subscriptions())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "sqs, https://sqs.eu-central-1.amazonaws.com/000000000000/queue",
        "http, https://example.org/",
        "http, no url",
        "http, http://127.0.0.1:99999/",
        "carrier-pigeon, coop",
    })
    void refuses_endpoints_that_do_not_fit_their_protocol(String protocol, String endpoint) {
        assertThatThrownBy(() -> SNS.subscribe(
                        request -> request.topicArn(topic).protocol(protocol).endpoint(endpoint)))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void does_not_subscribe_to_a_missing_topic() {
        assertThatThrownBy(() -> subscribe(topic + "-missing", queue, Map.of())).isInstanceOf(NotFoundException.class);
    }

    @Test
    void stops_delivering_after_unsubscribing() {
        String arn = subscribe(topic, queue, Map.of());

        SNS.unsubscribe(request -> request.subscriptionArn(arn));
        SNS.unsubscribe(request -> request.subscriptionArn(arn));
        SNS.publish(request -> request.topicArn(topic).message("late"));

        assertThat(queue.messages()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pending confirmation", "arn:aws:sns:eu-central-1:000000000000:topic"})
    void refuses_what_is_no_arn_of_a_subscription(String arn) {
        assertThatThrownBy(() -> SNS.unsubscribe(request -> request.subscriptionArn(arn)))
                .isInstanceOf(InvalidParameterException.class);
    }

    private static Map<String, String> attributes(String arn) {
        return SNS.getSubscriptionAttributes(request -> request.subscriptionArn(arn))
                .attributes();
    }

    private static void set(String arn, String name, String value) {
        SNS.setSubscriptionAttributes(
                request -> request.subscriptionArn(arn).attributeName(name).attributeValue(value));
    }
}
