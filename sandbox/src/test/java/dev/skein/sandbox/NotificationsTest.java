package dev.skein.sandbox;

import static dev.skein.sandbox.RunningSandbox.S3;
import static dev.skein.sandbox.RunningSandbox.SQS;
import static dev.skein.sandbox.RunningSandbox.arn;
import static dev.skein.sandbox.RunningSandbox.queue;
import static dev.skein.sandbox.RunningSandbox.versionedBucket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.sandbox.http.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.FilterRule;
import software.amazon.awssdk.services.s3.model.FilterRuleName;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;
import software.amazon.awssdk.services.sqs.model.Message;
import tools.jackson.databind.JsonNode;

class NotificationsTest {
    private static QueueConfiguration rule(String queueArn, Event event, String prefix, String suffix) {
        FilterRule begins =
                FilterRule.builder().name(FilterRuleName.PREFIX).value(prefix).build();
        FilterRule ends =
                FilterRule.builder().name(FilterRuleName.SUFFIX).value(suffix).build();
        return QueueConfiguration.builder()
                .queueArn(queueArn)
                .events(event)
                .filter(filter -> filter.key(key -> key.filterRules(begins, ends)))
                .build();
    }

    private static void configure(String bucket, QueueConfiguration... rules) {
        S3.putBucketNotificationConfiguration(
                put -> put.bucket(bucket).notificationConfiguration(n -> n.queueConfigurations(rules)));
    }

    private static JsonNode next(String queue) {
        List<Message> messages =
                SQS.receiveMessage(r -> r.queueUrl(queue).waitTimeSeconds(10)).messages();
        assertThat(messages).hasSize(1);
        SQS.deleteMessage(d -> d.queueUrl(queue).receiptHandle(messages.get(0).receiptHandle()));
        return Json.parse(messages.get(0).body()).orElseThrow();
    }

    @Test
    void tests_the_queue_and_then_tells_of_matching_objects_only() {
        String bucket = versionedBucket();
        String queue = queue();
        configure(bucket, rule(arn(queue), Event.S3_OBJECT_CREATED, "in/", ".json"));
        JsonNode test = next(queue);
        assertThat(test.path("Event").asString()).isEqualTo("s3:TestEvent");
        assertThat(test.path("Bucket").asString()).isEqualTo(bucket);

        S3.putObject(put -> put.bucket(bucket).key("out/x.json"), RequestBody.fromString("x"));
        S3.putObject(put -> put.bucket(bucket).key("in/x.zip"), RequestBody.fromString("x"));
        String version = S3.putObject(
                        put -> put.bucket(bucket).key("in/a b+é&/1.json"), RequestBody.fromString("12345"))
                .versionId();
        JsonNode entry = next(queue).path("Records").path(0);
        assertThat(entry.path("eventName").asString()).isEqualTo("ObjectCreated:Put");
        assertThat(entry.path("eventTime").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        JsonNode object = entry.path("s3").path("object");
        assertThat(object.path("key").asString()).isEqualTo("in/a+b%2B%C3%A9%26/1.json");
        assertThat(object.path("size").asInt()).isEqualTo(5);
        assertThat(object.path("versionId").asString()).isEqualTo(version);
    }

    @Test
    void tells_of_removals_with_rising_sequencers() {
        String bucket = versionedBucket();
        String queue = queue();
        configure(bucket, rule(arn(queue), Event.S3_OBJECT_REMOVED, "", ""));
        next(queue);
        String version = S3.putObject(put -> put.bucket(bucket).key("k"), RequestBody.fromString("x"))
                .versionId();
        S3.deleteObject(delete -> delete.bucket(bucket).key("k"));
        JsonNode marked = next(queue).path("Records").path(0);
        S3.deleteObject(delete -> delete.bucket(bucket).key("k").versionId(version));
        JsonNode deleted = next(queue).path("Records").path(0);
        assertThat(marked.path("eventName").asString()).isEqualTo("ObjectRemoved:DeleteMarkerCreated");
        assertThat(deleted.path("eventName").asString()).isEqualTo("ObjectRemoved:Delete");
        assertThat(sequencer(marked)).isLessThan(sequencer(deleted));
    }

    @Test
    void gives_the_configuration_back() {
        String bucket = versionedBucket();
        String queue = arn(queue());
        configure(bucket, rule(queue, Event.S3_OBJECT_CREATED_PUT, "p/", ".s"));
        QueueConfiguration rule = S3.getBucketNotificationConfiguration(get -> get.bucket(bucket))
                .queueConfigurations()
                .get(0);
        assertThat(rule.queueArn()).isEqualTo(queue);
        assertThat(rule.events()).containsExactly(Event.S3_OBJECT_CREATED_PUT);
        assertThat(rule.filter().key().filterRules())
                .extracting(FilterRule::value)
                .containsExactly("p/", ".s");
    }

    @Test
    void refuses_overlaps_missing_queues_and_other_destinations() {
        String bucket = versionedBucket();
        String queue = arn(queue());
        assertThatThrownBy(() -> configure(
                        bucket,
                        rule(queue, Event.S3_OBJECT_CREATED, "a", ""),
                        rule(queue, Event.S3_OBJECT_CREATED_PUT, "ab", "")))
                .satisfies(error -> S3ObjectsTest.code(error, "InvalidArgument"));
        assertThatThrownBy(() -> configure(bucket, rule(queue + "-gone", Event.S3_OBJECT_CREATED, "a", "")))
                .hasMessageContaining("Unable to validate the following destination configurations");
        assertThatThrownBy(() -> S3.putBucketNotificationConfiguration(
                        put -> put.bucket(bucket).notificationConfiguration(n -> n.eventBridgeConfiguration(e -> {}))))
                .satisfies(error -> S3ObjectsTest.code(error, "NotImplemented"));
    }

    private static String sequencer(JsonNode entry) {
        return entry.path("s3").path("object").path("sequencer").asString();
    }
}
