package dev.skein;

import dev.skein.intake.AwsFailure;
import dev.skein.intake.MessageQueue;
import dev.skein.intake.QueueTraits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.sns.SnsClient;

/** Looks at what the worker stands on before it takes the first message; each fault is one sentence. */
final class StartCheck {
    private final List<String> faults = new ArrayList<>();

    /** The faults; none when the worker can start. */
    List<String> faults() {
        return faults;
    }

    /** The bucket has to be there, and to keep versions. */
    void bucket(S3Client s3, String bucket) {
        attempt("bucket " + bucket, "s3:GetBucketVersioning", () -> s3.getBucketVersioning(get -> get.bucket(bucket)))
                .filter(versioning -> versioning.status() != BucketVersioningStatus.ENABLED)
                .ifPresent(versioning -> faults.add("bucket " + bucket
                        + " keeps no versions; enable versioning, or uploads could change under a run"));
    }

    /** The queue has to be there. */
    Optional<QueueTraits> queue(MessageQueue queue) {
        return attempt("queue " + queue.url(), "sqs:GetQueueAttributes", queue::traits);
    }

    /** What the queue gives up has to go to the dead letters that the worker knows. */
    void deadLetters(QueueTraits queue, QueueTraits deadLetters) {
        if (!queue.deadLetterArn().equals(deadLetters.arn())) {
            faults.add("queue " + queue.arn() + " has no redrive policy to " + deadLetters.arn()
                    + "; set one, or a message that kills workers comes back for ever");
        }
    }

    /** The topic has to be there. */
    void topic(SnsClient sns, String arn) {
        attempt("topic " + arn, "sns:GetTopicAttributes", () -> sns.getTopicAttributes(get -> get.topicArn(arn)));
    }

    /** A message has to survive a worker or two, and to stay hidden until the first heartbeat. */
    void patience(QueueTraits queue) {
        if (queue.maxReceives().orElse(Integer.MAX_VALUE) < 3) {
            faults.add("queue " + queue.arn()
                    + " gives a message up after fewer than 3 receives; set maxReceiveCount to 5");
        }
        if (queue.visibility().toSeconds() < 10) {
            faults.add("queue " + queue.arn() + " hides a message for less than 10 s; set VisibilityTimeout to 30");
        }
    }

    private <T> Optional<T> attempt(String what, String permission, Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (SdkException e) {
            faults.add(
                    AwsFailure.isDenied(e)
                            ? what + ": the worker lacks the permission " + permission + "; " + AwsFailure.describe(e)
                            : what + " cannot be used: " + AwsFailure.describe(e));
            return Optional.empty();
        }
    }
}
