package dev.skein.infra;

import dev.skein.infra.stage.StageSettings;
import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** The bucket of bundles, requests and what came of them; it tells the queues of the first two. */
final class BundleBucket extends Construct {
    private static final List<String> EXPIRING = List.of("runs/", "answers/", "requests/");

    private final Bucket bucket;

    BundleBucket(Construct scope, String id, StageSettings stage, Queues queues) {
        super(scope, id);
        int runs = stage.surroundings().retention().runs();
        int old = stage.surroundings().retention().oldVersions();
        this.bucket = Bucket.Builder.create(this, "bucket")
                .bucketName(stage.place().bucket())
                .versioned(true)
                .encryption(BucketEncryption.S3_MANAGED)
                .enforceSsl(true)
                .minimumTlsVersion(1.2)
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
                .lifecycleRules(Stream.concat(
                                EXPIRING.stream().map(prefix -> expiry(prefix, runs)), Stream.of(leftovers(old)))
                        .toList())
                // A first deployment that fails takes it away again: its name is fixed, and a second one would find it
                // taken.
                .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
                .build();
        notify(queues);
        NagSuppressions.addResourceSuppressions(
                bucket,
                List.of(NagPackSuppression.builder()
                        .id("AwsSolutions-S1")
                        .reason("Who uploaded what stands in S3's event and in each outcome, and data events of"
                                + " CloudTrail tell of reads; a second bucket of access logs would add neither.")
                        .build()));
    }

    Bucket bucket() {
        return bucket;
    }

    /** By the bucket's own property: the construct library would do it by a Lambda function. */
    private void notify(Queues queues) {
        CfnBucket resource = (CfnBucket) Objects.requireNonNull(bucket.getNode().getDefaultChild());
        resource.setNotificationConfiguration(CfnBucket.NotificationConfigurationProperty.builder()
                .queueConfigurations(
                        List.of(created(queues.uploads(), "bundles/"), created(queues.requests(), "requests/")))
                .build());
        // S3 sends a test message when it takes the configuration, and refuses it where it may not.
        queues.all().forEach(queue -> resource.getNode().addDependency(queue));
    }

    private static CfnBucket.QueueConfigurationProperty created(Queue queue, String prefix) {
        return CfnBucket.QueueConfigurationProperty.builder()
                .event("s3:ObjectCreated:*")
                .queue(queue.getQueueArn())
                .filter(CfnBucket.NotificationFilterProperty.builder()
                        .s3Key(CfnBucket.S3KeyFilterProperty.builder()
                                .rules(List.of(CfnBucket.FilterRuleProperty.builder()
                                        .name("prefix")
                                        .value(prefix)
                                        .build()))
                                .build())
                        .build())
                .build();
    }

    private static LifecycleRule expiry(String prefix, int days) {
        return LifecycleRule.builder()
                .id("old-" + prefix.replace("/", ""))
                .prefix(prefix)
                .expiration(Duration.days(days))
                .build();
    }

    private static LifecycleRule leftovers(int days) {
        return LifecycleRule.builder()
                .id("leftovers")
                .noncurrentVersionExpiration(Duration.days(days))
                .abortIncompleteMultipartUploadAfter(Duration.days(1))
                .expiredObjectDeleteMarker(true)
                .build();
    }
}
