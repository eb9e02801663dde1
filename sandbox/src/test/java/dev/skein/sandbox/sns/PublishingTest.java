package dev.skein.sandbox.sns;

import static dev.skein.sandbox.sns.SnsFixture.ENDPOINT;
import static dev.skein.sandbox.sns.SnsFixture.SNS;
import static dev.skein.sandbox.sns.SnsFixture.SQS;
import static dev.skein.sandbox.sns.SnsFixture.newQueue;
import static dev.skein.sandbox.sns.SnsFixture.newTopic;
import static dev.skein.sandbox.sns.SnsFixture.subscribe;
import static dev.skein.sandbox.sns.TopicsTest.assertNotImplemented;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.sandbox.http.Json;
import dev.skein.sandbox.sns.SnsFixture.Queue;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sns.model.BatchEntryIdsNotDistinctException;
import software.amazon.awssdk.services.sns.model.BatchRequestTooLongException;
import software.amazon.awssdk.services.sns.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.InvalidParameterValueException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;
import software.amazon.awssdk.services.sns.model.PublishBatchResultEntry;
import software.amazon.awssdk.services.sns.model.TooManyEntriesInBatchRequestException;
import software.amazon.awssdk.services.sqs.model.Message;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class PublishingTest {
    private static final int LIMIT = 262_144;

    private final String topic = newTopic();
    private final Queue queue = newQueue();

    @Test
    void wraps_a_message_in_the_envelope_of_sns() {
        String subscription = subscribe(topic, queue, Map.of());

        String id = SNS.publish(request -> request.topicArn(topic)
                        .subject("Größe & <more>")
                        .message("a \"quoted\" line\nand é € 😀 <&>")
                        .messageAttributes(Map.of("kind", text("applied"), "blob", binary(1, 2, 3))))
                .messageId();

        ObjectNode envelope = queue.onlyEnvelope();
        assertThat(envelope.propertyNames())
                .containsExactly(
                        "Type",
                        "MessageId",
                        "TopicArn",
                        "Subject",
                        "Message",
                        "Timestamp",
                        "SignatureVersion",
                        "Signature",
                        "SigningCertURL",
                        "UnsubscribeURL",
                        "MessageAttributes");
        assertThat(text(envelope, "Type")).isEqualTo("Notification");
        assertThat(text(envelope, "MessageId")).isEqualTo(id);
        assertThat(text(envelope, "TopicArn")).isEqualTo(topic);
        assertThat(text(envelope, "Subject")).isEqualTo("Größe & <more>");
        assertThat(text(envelope, "Message")).isEqualTo("a \"quoted\" line\nand é € 😀 <&>");
        assertThat(text(envelope, "Timestamp")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(text(envelope, "UnsubscribeURL"))
                .startsWith(ENDPOINT.uri() + "/?Action=Unsubscribe&SubscriptionArn=arn%3Aaws%3Asns")
                .endsWith(subscription.substring(subscription.lastIndexOf(':') + 1));
        assertThat(envelope.path("MessageAttributes"))
                .isEqualTo(Json.parse("{\"kind\":{\"Type\":\"String\",\"Value\":\"applied\"},"
                                + "\"blob\":{\"Type\":\"Binary\",\"Value\":\"AQID\"}}")
                        .orElseThrow());
    }

    @Test
    void leaves_out_of_the_envelope_what_a_message_does_not_have() {
        subscribe(topic, queue, Map.of());

        SNS.publish(request -> request.targetArn(topic).message("plain"));

        assertThat(queue.onlyEnvelope().propertyNames()).doesNotContain("Subject", "MessageAttributes");
    }

    @Test
    void delivers_a_raw_message_with_its_attributes_on_the_queue() {
        subscribe(topic, queue, Map.of("RawMessageDelivery", "true"));

        SNS.publish(request -> request.topicArn(topic)
                .message("{\"raw\":true}")
                .messageAttributes(Map.of("kind", text("applied"), "count", number("3"), "blob", binary(1, 2))));

        Message message = queue.onlyMessage();
        assertThat(message.body()).isEqualTo("{\"raw\":true}");
        assertThat(message.messageAttributes())
                .containsOnlyKeys("kind", "count", "blob")
                .hasEntrySatisfying(
                        "kind", kind -> assertThat(kind.stringValue()).isEqualTo("applied"))
                .hasEntrySatisfying(
                        "count", count -> assertThat(count.dataType()).isEqualTo("Number"))
                .hasEntrySatisfying(
                        "blob",
                        blob -> assertThat(blob.binaryValue().asByteArray()).containsExactly(1, 2));
    }

    @Test
    void loses_a_raw_message_of_more_than_ten_attributes_as_sns_does() {
        Queue wrapped = newQueue();
        subscribe(topic, queue, Map.of("RawMessageDelivery", "true"));
        subscribe(topic, wrapped, Map.of());
        Map<String, MessageAttributeValue> attributes = new HashMap<>();
        IntStream.range(0, 11).forEach(index -> attributes.put("a" + index, text("x")));

        SNS.publish(request -> request.topicArn(topic).message("m").messageAttributes(attributes));

        assertThat(queue.messages()).isEmpty();
        assertThat(wrapped.onlyEnvelope().path("MessageAttributes").size()).isEqualTo(11);
    }

    @Test
    void delivers_only_what_the_filter_policy_wants() {
        subscribe(topic, queue, Map.of("RawMessageDelivery", "true", "FilterPolicy", "{\"kind\":[\"applied\"]}"));

        for (String kind : List.of("applied", "refused")) {
            SNS.publish(request -> request.topicArn(topic).message(kind).messageAttributes(Map.of("kind", text(kind))));
        }
        SNS.publish(request -> request.topicArn(topic).message("none"));

        assertThat(queue.onlyMessage().body()).isEqualTo("applied");
    }

    @Test
    void answers_the_publisher_though_a_queue_is_gone() {
        Queue other = newQueue();
        subscribe(topic, queue, Map.of());
        subscribe(topic, other, Map.of());
        SQS.deleteQueue(request -> request.queueUrl(queue.url()));

        SNS.publish(request -> request.topicArn(topic).message("still"));

        assertThat(text(other.onlyEnvelope(), "Message")).isEqualTo("still");
    }

    @Test
    void takes_256_kib_and_not_a_byte_more() {
        subscribe(topic, queue, Map.of("RawMessageDelivery", "true"));
        String largest = "é".repeat(LIMIT / 2);

        SNS.publish(request -> request.topicArn(topic).message(largest));

        assertThat(queue.onlyMessage().body()).isEqualTo(largest);
        assertThatThrownBy(() -> SNS.publish(request -> request.topicArn(topic).message(largest + "x")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Message too long");
        assertThatThrownBy(() -> SNS.publish(
                        request -> request.topicArn(topic).message(largest).messageAttributes(Map.of("k", text("v")))))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void does_not_publish_to_a_missing_topic() {
        assertThatThrownBy(() -> SNS.publish(
                        request -> request.topicArn(topic + "-missing").message("m")))
                .isInstanceOfSatisfying(NotFoundException.class, e -> {
                    assertThat(e.statusCode()).isEqualTo(404);
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("NotFound");
                });
        assertThatThrownBy(
                        () -> SNS.publish(request -> request.topicArn("topic").message("m")))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> SNS.publish(request -> request.message("m")))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void refuses_an_empty_message_and_odd_subjects() {
        assertThatThrownBy(() -> SNS.publish(request -> request.topicArn(topic).message("")))
                .isInstanceOf(InvalidParameterException.class);
        for (String subject : List.of("x".repeat(101), "two\nlines")) {
            assertThatThrownBy(() -> SNS.publish(
                            request -> request.topicArn(topic).message("m").subject(subject)))
                    .isInstanceOf(InvalidParameterException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"ok, Text, x", "ok, String, ''", "ok, Number, many", "AWS.name, String, x", "a..b, String, x"})
    void refuses_attributes_that_sns_refuses(String name, String type, String value) {
        MessageAttributeValue attribute = MessageAttributeValue.builder()
                .dataType(type)
                .stringValue(value)
                .build();

        assertThatThrownBy(() -> SNS.publish(
                        request -> request.topicArn(topic).message("m").messageAttributes(Map.of(name, attribute))))
                .isInstanceOf(InvalidParameterValueException.class);
    }

    @Test
    void refuses_parameters_that_it_would_ignore() {
        assertNotImplemented(() ->
                SNS.publish(request -> request.topicArn(topic).message("{}").messageStructure("json")));
        assertNotImplemented(() ->
                SNS.publish(request -> request.topicArn(topic).message("m").messageGroupId("g")));
        assertNotImplemented(() ->
                SNS.publish(request -> request.phoneNumber("+491700000000").message("m")));
    }

    @Test
    void publishes_the_valid_entries_of_a_batch_and_reports_the_others() {
        subscribe(topic, queue, Map.of("RawMessageDelivery", "true"));

        PublishBatchResponse answer = batch(
                entry("one", "first"), entry("two", "").toBuilder().subject("s").build(), entry("three", "third"));

        assertThat(answer.successful()).extracting(PublishBatchResultEntry::id).containsExactly("one", "three");
        assertThat(answer.failed()).extracting(BatchResultErrorEntry::id).containsExactly("two");
        assertThat(answer.failed()).extracting(BatchResultErrorEntry::code).containsExactly("InvalidParameter");
        assertThat(queue.messages()).extracting(Message::body).containsExactlyInAnyOrder("first", "third");
    }

    @Test
    void refuses_batches_that_sns_refuses() {
        PublishBatchRequestEntry[] eleven = IntStream.range(0, 11)
                .mapToObj(index -> entry("id" + index, "m"))
                .toArray(PublishBatchRequestEntry[]::new);

        assertThatThrownBy(() -> batch(eleven)).isInstanceOf(TooManyEntriesInBatchRequestException.class);
        assertThatThrownBy(() -> batch(entry("same", "a"), entry("same", "b")))
                .isInstanceOf(BatchEntryIdsNotDistinctException.class);
        assertThatThrownBy(() -> batch(entry("a", "x".repeat(LIMIT)), entry("b", "y")))
                .isInstanceOf(BatchRequestTooLongException.class);
    }

    private PublishBatchResponse batch(PublishBatchRequestEntry... entries) {
        return SNS.publishBatch(request -> request.topicArn(topic).publishBatchRequestEntries(Arrays.asList(entries)));
    }

    private static PublishBatchRequestEntry entry(String id, String message) {
        return PublishBatchRequestEntry.builder().id(id).message(message).build();
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }

    private static MessageAttributeValue number(String value) {
        return MessageAttributeValue.builder()
                .dataType("Number")
                .stringValue(value)
                .build();
    }

    private static MessageAttributeValue binary(int... bytes) {
        byte[] value = new byte[bytes.length];
        IntStream.range(0, bytes.length).forEach(index -> value[index] = (byte) bytes[index]);
        return MessageAttributeValue.builder()
                .dataType("Binary")
                .binaryValue(SdkBytes.fromByteArray(value))
                .build();
    }

    private static String text(JsonNode node, String field) {
        return Json.text(node, field).orElseThrow();
    }
}
