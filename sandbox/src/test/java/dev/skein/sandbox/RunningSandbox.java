package dev.skein.sandbox;

import java.util.UUID;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** One sandbox for all tests; each makes its own buckets, queues and topics in it. */
final class RunningSandbox {
    static final Sandbox SANDBOX = Sandbox.start(17);

    private static final AwsClients CLIENTS = new AwsClients(SANDBOX.endpoint());
    static final S3Client S3 = CLIENTS.s3();
    static final SqsClient SQS = CLIENTS.sqs();
    static final SnsClient SNS = CLIENTS.sns();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(SANDBOX::close));
    }

    private RunningSandbox() {}

    static String fresh(String what) {
        return what + "-" + UUID.randomUUID();
    }

    static String bucket() {
        String name = fresh("bucket");
        S3.createBucket(create -> create.bucket(name));
        return name;
    }

    static String versionedBucket() {
        String name = bucket();
        S3.putBucketVersioning(
                put -> put.bucket(name).versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
        return name;
    }

    static String queue() {
        return SQS.createQueue(create -> create.queueName(fresh("queue"))).queueUrl();
    }

    static String arn(String queueUrl) {
        return SQS.getQueueAttributes(get -> get.queueUrl(queueUrl).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .getOrDefault(QueueAttributeName.QUEUE_ARN, "");
    }
}
