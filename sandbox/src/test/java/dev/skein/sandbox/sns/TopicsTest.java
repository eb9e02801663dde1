package dev.skein.sandbox.sns;

import static dev.skein.sandbox.sns.SnsFixture.SNS;
import static dev.skein.sandbox.sns.SnsFixture.newQueue;
import static dev.skein.sandbox.sns.SnsFixture.newTopic;
import static dev.skein.sandbox.sns.SnsFixture.subscribe;
import static dev.skein.sandbox.sns.SnsFixture.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.sandbox.Account;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.AuthorizationErrorException;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.SnsException;
import software.amazon.awssdk.services.sns.model.Tag;
import software.amazon.awssdk.services.sns.model.Topic;

class TopicsTest {
    @Test
    void makes_a_topic_once_however_often_it_is_asked_for() {
        String name = unique("topic");

        String arn = SNS.createTopic(request -> request.name(name)).topicArn();

        assertThat(arn).isEqualTo("arn:aws:sns:" + Account.REGION + ":" + Account.ID + ":" + name);
        assertThat(SNS.createTopic(request -> request.name(name)).topicArn()).isEqualTo(arn);
    }

    @Test
    void refuses_to_make_a_topic_again_with_other_attributes() {
        String name = unique("topic");
        SNS.createTopic(request -> request.name(name));

        assertThatThrownBy(() ->
                        SNS.createTopic(request -> request.name(name).attributes(Map.of("DisplayName", "Orders"))))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Topic already exists with different attributes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no spaces", "no:colons", "é"})
    void refuses_names_that_sns_refuses(String name) {
        assertThatThrownBy(() -> SNS.createTopic(request -> request.name(name)))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void refuses_what_it_does_not_have() {
        assertNotImplemented(() -> SNS.createTopic(request -> request.name("a.fifo")));
        assertNotImplemented(() -> SNS.createTopic(request ->
                request.name(unique("t")).tags(Tag.builder().key("k").value("v").build())));
        assertNotImplemented(() -> SNS.createTopic(
                request -> request.name(unique("t")).attributes(Map.of("KmsMasterKeyId", "alias/aws/sns"))));
        assertNotImplemented(() -> SNS.listTagsForResource(request -> request.resourceArn(newTopic())));
    }

    @Test
    void lists_all_topics_page_by_page() {
        List<String> made =
                IntStream.range(0, 120).mapToObj(index -> newTopic()).toList();

        assertThat(SNS.listTopics().topics()).hasSize(100);
        assertThat(SNS.listTopicsPaginator().topics().stream().map(Topic::topicArn))
                .containsAll(made)
                .doesNotHaveDuplicates();
    }

    @Test
    void keeps_the_attributes_that_it_takes_and_counts_subscriptions() {
        String arn = newTopic();
        String policy = "{\"Version\":\"2012-10-17\",\"Statement\":[]}";
        subscribe(arn, newQueue(), Map.of());
        SNS.setTopicAttributes(
                request -> request.topicArn(arn).attributeName("Policy").attributeValue(policy));
        SNS.setTopicAttributes(
                request -> request.topicArn(arn).attributeName("DisplayName").attributeValue("Orders & more"));

        assertThat(SNS.getTopicAttributes(request -> request.topicArn(arn)).attributes())
                .containsEntry("TopicArn", arn)
                .containsEntry("Owner", Account.ID)
                .containsEntry("Policy", policy)
                .containsEntry("DisplayName", "Orders & more")
                .containsEntry("SubscriptionsConfirmed", "1")
                .containsEntry("SubscriptionsPending", "0");
    }

    @Test
    void refuses_attributes_that_it_would_ignore() {
        String arn = newTopic();

        assertNotImplemented(() -> SNS.setTopicAttributes(
                request -> request.topicArn(arn).attributeName("TracingConfig").attributeValue("Active")));
        assertThatThrownBy(() -> SNS.setTopicAttributes(
                        request -> request.topicArn(arn).attributeName("Colour").attributeValue("red")))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> SNS.setTopicAttributes(
                        request -> request.topicArn(arn).attributeName("Policy").attributeValue("no json")))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void deletes_a_topic_with_its_subscriptions() {
        String arn = newTopic();
        String subscription = subscribe(arn, newQueue(), Map.of());

        SNS.deleteTopic(request -> request.topicArn(arn));
        SNS.deleteTopic(request -> request.topicArn(arn));

        assertThatThrownBy(() -> SNS.getTopicAttributes(request -> request.topicArn(arn)))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("Topic does not exist");
        assertThatThrownBy(() -> SNS.getSubscriptionAttributes(request -> request.subscriptionArn(subscription)))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void tells_missing_permission_from_an_unknown_key() {
        try (SnsClient denied = SnsFixture.client(Account.DENIED_ACCESS_KEY_ID);
                SnsClient unknown = SnsFixture.client("somebody")) {
            assertThatThrownBy(denied::listTopics).isInstanceOf(AuthorizationErrorException.class);
            assertThatThrownBy(unknown::listTopics)
                    .isInstanceOfSatisfying(
                            SnsException.class,
                            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidClientTokenId"));
        }
    }

    static void assertNotImplemented(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(SnsException.class, e -> {
            assertThat(e.statusCode()).isEqualTo(501);
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("NotImplemented");
        });
    }
}
