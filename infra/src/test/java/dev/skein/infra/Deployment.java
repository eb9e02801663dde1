package dev.skein.infra;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.FilterRule;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A template's queues, topics and bucket in the sandbox, with the attributes, filters and policies that the template gives them. What
 * the sandbox does not know, such as encryption, is left out by name.
 */
final class Deployment implements AutoCloseable {
    private static final String ROLE = "orders_owner";
    private static final String LOGIN = "orders_login";
    private static final String PASSWORD = "tried here only";

    private final SandboxJar sandbox = SandboxJar.start();
    private final Synthesis made;
    private final String region;
    private final S3Client s3;
    private final SqsClient sqs;
    private final SnsClient sns;
    private String secret = "";
    private final Map<String, Map<String, String>> attributes = new HashMap<>();
    private final Intrinsics intrinsics = new Intrinsics((resource, attribute) -> Objects.requireNonNull(
            attributes.getOrDefault(resource, Map.of()).get(attribute), resource + "." + attribute));

    private Deployment(Synthesis made) {
        this.made = made;
        this.region = sandbox.facts().path("region").asString();
        this.s3 = sandbox.client(S3Client.builder().forcePathStyle(true), region);
        this.sqs = sandbox.client(SqsClient.builder(), region);
        this.sns = sandbox.client(SnsClient.builder(), region);
    }

    /** Makes it all, and a database for the target {@code orders}. */
    static Deployment of(Synthesis made) {
        Deployment deployment = new Deployment(made);
        // A redrive policy names a queue that is there.
        deployment.queues(false);
        deployment.queues(true);
        made.resources("AWS::SNS::Topic").forEach(deployment::topic);
        deployment.bucket();
        deployment.secret = deployment.database();
        return deployment;
    }

    /** The container's own variables, as they stand in the template, and where the sandbox is. */
    Map<String, String> workerVariables() {
        Map<String, String> variables =
                new HashMap<>(ContainerVariables.of(made.only("AWS::ECS::TaskDefinition"), intrinsics));
        // The database is none of the template's.
        variables.put("SKEIN_TARGETS_ORDERS_URL", sandbox.jdbcUrl("orders"));
        variables.put("SKEIN_TARGETS_ORDERS_PASSWORD_SECRET", secret);
        variables.put("SKEIN_ENDPOINT", sandbox.endpoint());
        variables.put("AWS_ACCESS_KEY_ID", sandbox.accessKey());
        variables.put("AWS_SECRET_ACCESS_KEY", sandbox.secretKey());
        return variables;
    }

    void put(String key) {
        s3.putObject(put -> put.bucket(bucketName()).key(key), RequestBody.fromString("no bundle"));
    }

    /** The first column of a query of the target's database. */
    List<String> rows(String query) {
        return sql("orders", query);
    }

    private void queues(boolean redriven) {
        made.resources("AWS::SQS::Queue").forEach((name, queue) -> {
            if (queue.path("Properties").has("RedrivePolicy") == redriven) {
                queue(name, queue.path("Properties"));
            }
        });
    }

    private void queue(String name, JsonNode properties) {
        Map<QueueAttributeName, String> given = new HashMap<>();
        properties.properties().forEach(property -> {
            switch (property.getKey()) {
                case "VisibilityTimeout", "MessageRetentionPeriod" ->
                    given.put(
                            QueueAttributeName.fromValue(property.getKey()),
                            property.getValue().asString(""));
                case "RedrivePolicy" -> given.put(QueueAttributeName.REDRIVE_POLICY, redrive(property.getValue()));
                // The sandbox encrypts nothing and has no tags.
                case "QueueName", "SqsManagedSseEnabled", "Tags" -> {}
                default ->
                    throw new IllegalArgumentException("an attribute that the sandbox was not asked for: " + property);
            }
        });
        String url = sqs.createQueue(
                        create -> create.queueName(properties.path("QueueName").asString())
                                .attributes(given))
                .queueUrl();
        String arn = sqs.getQueueAttributes(get -> get.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .getOrDefault(QueueAttributeName.QUEUE_ARN, "");
        attributes.put(name, Map.of("Ref", url, "Arn", arn));
    }

    private String redrive(JsonNode policy) {
        return JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "deadLetterTargetArn",
                        intrinsics.text(policy.path("deadLetterTargetArn")),
                        "maxReceiveCount",
                        policy.path("maxReceiveCount").asInt()));
    }

    private void topic(String name, JsonNode topic) {
        String arn = sns.createTopic(
                        create -> create.name(topic.at("/Properties/TopicName").asString()))
                .topicArn();
        attributes.put(name, Map.of("Ref", arn));
    }

    private void bucket() {
        JsonNode properties = made.only("AWS::S3::Bucket");
        s3.createBucket(create -> create.bucket(bucketName()));
        s3.putBucketVersioning(put -> put.bucket(bucketName())
                .versioningConfiguration(versioning -> versioning.status(
                        properties.at("/VersioningConfiguration/Status").asString())));
        List<QueueConfiguration> told = properties
                .at("/NotificationConfiguration/QueueConfigurations")
                .valueStream()
                .map(this::notification)
                .toList();
        s3.putBucketNotificationConfiguration(
                put -> put.bucket(bucketName()).notificationConfiguration(all -> all.queueConfigurations(told)));
    }

    private QueueConfiguration notification(JsonNode configuration) {
        List<FilterRule> rules = configuration
                .at("/Filter/S3Key/Rules")
                .valueStream()
                .map(rule -> FilterRule.builder()
                        .name(rule.path("Name").asString())
                        .value(rule.path("Value").asString())
                        .build())
                .toList();
        return QueueConfiguration.builder()
                .queueArn(intrinsics.text(configuration.path("Queue")))
                .events(Event.fromValue(configuration.path("Event").asString()))
                .filter(filter -> filter.key(key -> key.filterRules(rules)))
                .build();
    }

    private String bucketName() {
        return made.only("AWS::S3::Bucket").path("BucketName").asString();
    }

    /**
     * As the stage says: a login in a secret, which becomes the role that owns the schema.
     *
     * @return the secret's ARN
     */
    private String database() {
        sql("postgres", "CREATE ROLE " + ROLE + " CREATEDB");
        sql("postgres", "CREATE ROLE " + LOGIN + " LOGIN PASSWORD '" + PASSWORD + "' IN ROLE " + ROLE);
        sql("postgres", "CREATE DATABASE orders OWNER " + ROLE);
        Map<String, String> login = Map.of("username", LOGIN, "password", PASSWORD);
        try (SecretsManagerClient secrets = sandbox.client(SecretsManagerClient.builder(), region)) {
            return secrets.createSecret(create -> create.name("orders")
                            .secretString(JsonMapper.shared().writeValueAsString(login)))
                    .arn();
        }
    }

    private List<String> sql(String database, String sql) {
        try (Connection connection = DriverManager.getConnection(
                        sandbox.jdbcUrl(database), sandbox.superuser(), sandbox.superuserPassword());
                Statement statement = connection.createStatement()) {
            List<String> values = new ArrayList<>();
            if (statement.execute(sql)) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        values.add(rows.getString(1));
                    }
                }
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        s3.close();
        sqs.close();
        sns.close();
        sandbox.close();
    }
}
