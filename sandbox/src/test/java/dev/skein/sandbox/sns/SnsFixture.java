package dev.skein.sandbox.sns;

import dev.skein.sandbox.Account;
import dev.skein.sandbox.http.Endpoint;
import dev.skein.sandbox.http.Json;
import dev.skein.sandbox.sqs.SqsService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import tools.jackson.databind.node.ObjectNode;

/** SNS and SQS behind one endpoint, started once for all tests of this package, with the SDK's clients. */
final class SnsFixture {
    static final Duration PAUSE = Duration.ofMillis(50);
    static final Endpoint ENDPOINT = Endpoint.bind();
    static final SnsClient SNS;
    static final SqsClient SQS;

    static {
        SqsService sqs = SqsService.start(ENDPOINT.uri());
        SnsService sns = new SnsService(ENDPOINT.uri(), sqs.queues()::send, PAUSE);
        ENDPOINT.serve(Map.of("sns", sns, "sqs", sqs));
        SNS = client(Account.ACCESS_KEY_ID);
        SQS = SqsClient.builder()
                .endpointOverride(ENDPOINT.uri())
                .region(Region.of(Account.REGION))
                .credentialsProvider(credentials(Account.ACCESS_KEY_ID))
                .build();
    }

    private SnsFixture() {}

    static SnsClient client(String accessKeyId) {
        return SnsClient.builder()
                .endpointOverride(ENDPOINT.uri())
                .region(Region.of(Account.REGION))
                .credentialsProvider(credentials(accessKeyId))
                .build();
    }

    static String newTopic() {
        return SNS.createTopic(request -> request.name(unique("topic"))).topicArn();
    }

    static Queue newQueue() {
        String url =
                SQS.createQueue(request -> request.queueName(unique("queue"))).queueUrl();
        Map<QueueAttributeName, String> attributes = SQS.getQueueAttributes(
                        request -> request.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes();
        return new Queue(url, attributes.getOrDefault(QueueAttributeName.QUEUE_ARN, ""));
    }

    static String subscribe(String topicArn, Queue queue, Map<String, String> attributes) {
        return SNS.subscribe(request -> request.topicArn(topicArn)
                        .protocol("sqs")
                        .endpoint(queue.arn())
                        .attributes(attributes))
                .subscriptionArn();
    }

    static String unique(String what) {
        return what + "-" + UUID.randomUUID();
    }

    /** A queue of one test. */
    record Queue(String url, String arn) {
        /** What lies in it; delivery to queues is done before a publisher gets its answer. */
        List<Message> messages() {
            return SQS.receiveMessage(request ->
                            request.queueUrl(url).maxNumberOfMessages(10).messageAttributeNames("All"))
                    .messages();
        }

        Message onlyMessage() {
            List<Message> messages = messages();
            if (messages.size() != 1) {
                throw new AssertionError("Not one message: " + messages);
            }
            return messages.get(0);
        }

        ObjectNode onlyEnvelope() {
            return Json.parseObject(onlyMessage().body()).orElseThrow();
        }
    }

    private static StaticCredentialsProvider credentials(String accessKeyId) {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, Account.SECRET_ACCESS_KEY));
    }
}
