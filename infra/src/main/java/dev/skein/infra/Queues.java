package dev.skein.infra;

import dev.skein.infra.stage.Place;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/** The uploads, the requests, and the dead letters of both. */
final class Queues extends Construct {
    /** A message survives the deaths of four workers; the fifth one ends its run. */
    private static final int RECEIVES = 5;

    private final Place place;
    private final Queue deadLetters;
    private final Queue uploads;
    private final Queue requests;

    Queues(Construct scope, String id, Place place) {
        super(scope, id);
        this.place = place;
        // What SQS moves keeps its age, so dead letters have to be kept longer than what they come from.
        this.deadLetters = queue("dead-letters", Duration.days(14)).build();
        this.uploads =
                queue("uploads", Duration.days(4)).deadLetterQueue(redrive()).build();
        this.requests =
                queue("requests", Duration.days(1)).deadLetterQueue(redrive()).build();
    }

    Queue uploads() {
        return uploads;
    }

    Queue requests() {
        return requests;
    }

    Queue deadLetters() {
        return deadLetters;
    }

    List<Queue> all() {
        return List.of(uploads, requests, deadLetters);
    }

    /** Lets the bucket send to the two queues, and nobody but the bucket and the worker to any. */
    void allow(IRole worker) {
        List.of(uploads, requests).forEach(queue -> queue.addToResourcePolicy(bucket(queue)));
        all().forEach(queue -> queue.addToResourcePolicy(nobodyElse(queue, worker)));
    }

    private Queue.Builder queue(String name, Duration retention) {
        return Queue.Builder.create(this, name)
                .queueName(place.name(name))
                .encryption(QueueEncryption.SQS_MANAGED)
                .enforceSsl(true)
                .retentionPeriod(retention)
                // Longer than a heartbeat may fail; a message of a worker that died comes back so much later.
                .visibilityTimeout(Duration.seconds(60));
    }

    private DeadLetterQueue redrive() {
        return DeadLetterQueue.builder()
                .queue(deadLetters)
                .maxReceiveCount(RECEIVES)
                .build();
    }

    private PolicyStatement bucket(Queue queue) {
        return PolicyStatement.Builder.create()
                .sid("OnlyTheBucket")
                .principals(List.of(new ServicePrincipal("s3.amazonaws.com")))
                .actions(List.of("sqs:SendMessage"))
                .resources(List.of(queue.getQueueArn()))
                .conditions(Map.of(
                        "ArnEquals", Map.of("aws:SourceArn", place.bucketArn()),
                        "StringEquals", Map.of("aws:SourceAccount", place.account())))
                .build();
    }

    /** An approval rests on who S3 says has uploaded it: a message that somebody else wrote could say anything. */
    private static PolicyStatement nobodyElse(Queue queue, IRole worker) {
        return PolicyStatement.Builder.create()
                .sid("NobodyElseSends")
                .effect(Effect.DENY)
                .principals(List.of(new AnyPrincipal()))
                .actions(List.of("sqs:SendMessage"))
                .resources(List.of(queue.getQueueArn()))
                .conditions(Map.of(
                        "ArnNotEquals", Map.of("aws:PrincipalArn", worker.getRoleArn()),
                        "Bool", Map.of("aws:PrincipalIsAWSService", "false")))
                .build();
    }
}
