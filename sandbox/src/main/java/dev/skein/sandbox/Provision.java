package dev.skein.sandbox;

import dev.skein.sandbox.http.Json;
import dev.skein.sandbox.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.FilterRule;
import software.amazon.awssdk.services.s3.model.FilterRuleName;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Makes, as any client would, what a worker needs: bucket, queues, topics and a database. */
final class Provision {
    private static final String BUCKET = "skein-bundles";
    private static final String DATABASE = "orders";
    private static final String ROLE = "orders_migrator";
    /** Odd on purpose: whoever builds a URL or a shell line by hand will notice. */
    private static final String PASSWORD = "S#^+!@:/?% é";

    private static final String FOUR_DAYS = "345600";
    private static final String FOURTEEN_DAYS = "1209600";

    private final AwsClients clients;
    private final PostgresServer postgres;
    private final Map<String, String> environment = new LinkedHashMap<>();

    private Provision(Sandbox sandbox) {
        this.clients = new AwsClients(sandbox.endpoint());
        this.postgres = sandbox.postgres();
    }

    /** Makes everything; the variables by which a worker finds it. */
    static Map<String, String> of(Sandbox sandbox) {
        Provision provision = new Provision(sandbox);
        try (S3Client s3 = provision.clients.s3();
                SqsClient sqs = provision.clients.sqs();
                SnsClient sns = provision.clients.sns()) {
            provision.queues(sqs, s3);
            provision.topics(sqs, sns);
        }
        provision.database();
        return provision.environment;
    }

    private void queues(SqsClient sqs, S3Client s3) {
        String deadLetters =
                queue(sqs, "skein-dead-letters", Map.of(QueueAttributeName.MESSAGE_RETENTION_PERIOD, FOURTEEN_DAYS));
        Map<QueueAttributeName, String> attributes = Map.of(
                QueueAttributeName.VISIBILITY_TIMEOUT,
                "30",
                QueueAttributeName.MESSAGE_RETENTION_PERIOD,
                FOUR_DAYS,
                QueueAttributeName.REDRIVE_POLICY,
                Json.write(Json.object()
                        .put("deadLetterTargetArn", arn(sqs, deadLetters))
                        .put("maxReceiveCount", 5)));
        String uploads = queue(sqs, "skein-uploads", attributes);
        String requests = queue(sqs, "skein-requests", attributes);
        bucket(
                s3,
                rule("uploads", arn(sqs, uploads), "bundles/", ""),
                rule("requests", arn(sqs, requests), "requests/", ".json"));
        environment.put("SKEIN_BUCKET", BUCKET);
        environment.put("SKEIN_UPLOADS_QUEUE", uploads);
        environment.put("SKEIN_REQUESTS_QUEUE", requests);
        environment.put("SKEIN_DEAD_LETTERS_QUEUE", deadLetters);
    }

    private static void bucket(S3Client s3, QueueConfiguration... rules) {
        s3.createBucket(bucket -> bucket.bucket(BUCKET));
        s3.putBucketVersioning(versioning ->
                versioning.bucket(BUCKET).versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
        s3.putBucketNotificationConfiguration(notification ->
                notification.bucket(BUCKET).notificationConfiguration(n -> n.queueConfigurations(rules)));
    }

    private static QueueConfiguration rule(String id, String queueArn, String prefix, String suffix) {
        FilterRule begins =
                FilterRule.builder().name(FilterRuleName.PREFIX).value(prefix).build();
        FilterRule ends =
                FilterRule.builder().name(FilterRuleName.SUFFIX).value(suffix).build();
        return QueueConfiguration.builder()
                .id(id)
                .queueArn(queueArn)
                .events(Event.S3_OBJECT_CREATED)
                .filter(filter -> filter.key(key -> {
                    if (suffix.isEmpty()) {
                        key.filterRules(begins);
                    } else {
                        key.filterRules(begins, ends);
                    }
                }))
                .build();
    }

    private void topics(SqsClient sqs, SnsClient sns) {
        environment.put(
                "SKEIN_OUTCOMES_TOPIC",
                sns.createTopic(t -> t.name("skein-outcomes")).topicArn());
        environment.put(
                "SKEIN_ALERTS_TOPIC",
                sns.createTopic(t -> t.name("skein-alerts")).topicArn());
        inbox(sqs, sns, "SKEIN_SANDBOX_OUTCOMES_INBOX", "SKEIN_OUTCOMES_TOPIC", "skein-outcomes-inbox");
        inbox(sqs, sns, "SKEIN_SANDBOX_ALERTS_INBOX", "SKEIN_ALERTS_TOPIC", "skein-alerts-inbox");
    }

    private void inbox(SqsClient sqs, SnsClient sns, String variable, String topic, String name) {
        String url = queue(sqs, name, Map.of());
        sns.subscribe(subscription -> subscription
                .topicArn(environment.get(topic))
                .protocol("sqs")
                .endpoint(arn(sqs, url))
                .attributes(Map.of("RawMessageDelivery", "true")));
        environment.put(variable, url);
    }

    private void database() {
        try (Connection connection = DriverManager.getConnection(
                        postgres.jdbcUrl("postgres"), PostgresServer.USER, PostgresServer.PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + ROLE + " LOGIN CREATEDB PASSWORD '" + PASSWORD + "'");
            statement.execute("CREATE DATABASE " + DATABASE + " OWNER " + ROLE);
        } catch (SQLException e) {
            throw new IllegalStateException("The database " + DATABASE + " cannot be made", e);
        }
        environment.put("SKEIN_TARGETS_ORDERS_URL", postgres.jdbcUrl(DATABASE));
        environment.put("SKEIN_TARGETS_ORDERS_USER", ROLE);
        environment.put("SKEIN_TARGETS_ORDERS_PASSWORD", PASSWORD);
    }

    private static String queue(SqsClient sqs, String name, Map<QueueAttributeName, String> attributes) {
        return sqs.createQueue(queue -> queue.queueName(name).attributes(attributes))
                .queueUrl();
    }

    private static String arn(SqsClient sqs, String url) {
        return sqs.getQueueAttributes(q -> q.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .getOrDefault(QueueAttributeName.QUEUE_ARN, "");
    }
}
