package dev.skein.e2e;

import static dev.skein.testing.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skein.bundle.BundleId;
import dev.skein.testing.TestBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.FilterRule;
import software.amazon.awssdk.services.s3.model.FilterRuleName;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** A bucket, queues, topics and a database of one test's own, and what tests do with them. */
public final class Stage implements AutoCloseable {
    /** Of the role that has the same name as the database. */
    public static final String PASSWORD = "S#^+!@:/?% é'\"\\";

    public final Surroundings surroundings = Surroundings.shared();
    public final String id = "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    public final String bucket = "bundles-" + id;
    final S3Client s3 = client(S3Client.builder()).forcePathStyle(true).build();
    public final SqsClient sqs = client(SqsClient.builder()).build();
    final SnsClient sns = client(SnsClient.builder()).build();
    public final String deadLetters = queue("dead-letters", Map.of());
    public final String uploads = queue("uploads", redrivePolicy());
    public final String requests = queue("requests", redrivePolicy());
    public final String outcomeInbox = queue("outcomes", Map.of());
    final String alertInbox = queue("alerts", Map.of());
    final String outcomeTopic = topic("outcomes", outcomeInbox);
    final String alertTopic = topic("alerts", alertInbox);
    public final Map<String, String> environment = new HashMap<>();
    private final List<SkeinProcess> processes = new ArrayList<>();

    /** Makes them all; the database is empty. */
    public Stage() {
        s3.createBucket(create -> create.bucket(bucket));
        s3.putBucketVersioning(put -> put.bucket(bucket)
                .versioningConfiguration(versioning -> versioning.status(BucketVersioningStatus.ENABLED)));
        s3.putBucketNotificationConfiguration(put -> put.bucket(bucket)
                .notificationConfiguration(all -> all.queueConfigurations(
                        notification(uploads, "bundles/"), notification(requests, "requests/"))));
        admin("CREATE ROLE " + id + " LOGIN CREATEDB PASSWORD '" + PASSWORD.replace("'", "''") + "'");
        admin("CREATE DATABASE " + id + " OWNER " + id);
        environment.putAll(Map.of(
                "AWS_ACCESS_KEY_ID", surroundings.aws().name(),
                "AWS_SECRET_ACCESS_KEY", surroundings.aws().secret(),
                "SKEIN_REGION", surroundings.region(),
                "SKEIN_ENDPOINT", surroundings.endpoint().toString(),
                "SKEIN_BUCKET", bucket,
                "SKEIN_UPLOADS_QUEUE", uploads,
                "SKEIN_REQUESTS_QUEUE", requests,
                "SKEIN_DEAD_LETTERS_QUEUE", deadLetters,
                "SKEIN_OUTCOMES_TOPIC", outcomeTopic,
                "SKEIN_ALERTS_TOPIC", alertTopic));
        environment.putAll(Map.of(
                "SKEIN_RECEIVE_WAIT",
                "1s",
                "SKEIN_CONNECT_RETRY",
                "1s",
                "SKEIN_TARGETS_ORDERS_URL",
                surroundings.jdbcUrl(id),
                "SKEIN_TARGETS_ORDERS_USER",
                id,
                "SKEIN_TARGETS_ORDERS_PASSWORD",
                PASSWORD));
    }

    /** Starts a worker and waits until it polls. */
    SkeinProcess worker() {
        SkeinProcess worker = SkeinProcess.start(environment, List.of("worker"));
        processes.add(worker);
        await().atMost(PATIENCE).until(() -> worker.out().contains("worker started") || !worker.isAlive());
        assertThat(worker.isAlive()).as(worker.out() + worker.err()).isTrue();
        return worker;
    }

    SkeinProcess.Result skein(String... arguments) {
        return SkeinProcess.run(environment, arguments);
    }

    /** Makes a bundle {@code orders} of scripts, given as name and content in turn. */
    Path bundle(String version, String... scripts) {
        return bundleNamed("orders", version, scripts);
    }

    Path bundleNamed(String name, String version, String... scripts) {
        try {
            Path folder = Files.createTempDirectory("skein-stage");
            for (int i = 0; i < scripts.length; i += 2) {
                Files.createDirectories(folder.resolve(scripts[i]).getParent());
                Files.writeString(folder.resolve(scripts[i]), scripts[i + 1]);
            }
            return TestBundle.archive(new BundleId(name, version), folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Uploads as any client would, and returns the version's id. */
    public String put(String key, Path file) {
        return s3.putObject(put -> put.bucket(bucket).key(key), file).versionId();
    }

    String put(String key, String text) {
        return s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString(text))
                .versionId();
    }

    /** Waits for the outcome of a run's attempt. */
    JsonNode outcome(String run, int attempt) {
        return awaitObject("runs/" + run + "/" + attempt + "/outcome.json");
    }

    JsonNode awaitObject(String key) {
        return await(key).atMost(PATIENCE).until(() -> object(key), found -> !found.isMissingNode());
    }

    /** The object as JSON; a missing node when there is none. */
    public JsonNode object(String key) {
        boolean there =
                s3.listObjectsV2(list -> list.bucket(bucket).prefix(key)).hasContents();
        return there
                ? JsonMapper.shared()
                        .readTree(s3.getObjectAsBytes(get -> get.bucket(bucket).key(key))
                                .asByteArray())
                : MissingNode.getInstance();
    }

    /** Waits for the first run of a bundle's version, given as {@code <target>/<name>/<version>}. */
    String awaitRun(String version) {
        String prefix = "runs/" + version + "/";
        String key = await(version)
                .atMost(PATIENCE)
                .until(
                        () -> s3.listObjectsV2(list -> list.bucket(bucket).prefix(prefix)).contents().stream()
                                .map(object -> object.key())
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        return version + "/" + key.substring(prefix.length()).split("/", 2)[0];
    }

    String text(String key) {
        return s3.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asUtf8String();
    }

    void remove(String key) {
        s3.deleteObject(delete -> delete.bucket(bucket).key(key));
    }

    /** Waits for the next message of a queue and takes it out. */
    Message take(String queue) {
        return await(queue)
                .atMost(PATIENCE)
                .until(() -> poll(queue), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<Message> poll(String queue) {
        List<Message> messages = sqs.receiveMessage(receive -> receive.queueUrl(queue)
                        .maxNumberOfMessages(1)
                        .waitTimeSeconds(1)
                        .messageAttributeNames("All"))
                .messages();
        if (messages.isEmpty()) {
            return Optional.empty();
        }
        Message message = messages.get(0);
        sqs.deleteMessage(delete -> delete.queueUrl(queue).receiptHandle(message.receiptHandle()));
        return Optional.of(message);
    }

    /** Messages in the queue: visible, being worked on, and delayed. */
    public Map<QueueAttributeName, Integer> counts(String queue) {
        Map<QueueAttributeName, Integer> counts = new HashMap<>();
        sqs.getQueueAttributes(get -> get.queueUrl(queue)
                        .attributeNames(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED))
                .attributes()
                .forEach((name, count) -> counts.put(name, Integer.parseInt(count)));
        return counts;
    }

    void awaitEmpty(String queue) {
        await(queue)
                .atMost(PATIENCE)
                .until(() -> counts(queue).values().stream().allMatch(count -> count == 0));
    }

    static Map<String, String> attributes(Message message) {
        Map<String, String> values = new HashMap<>();
        message.messageAttributes().forEach((name, value) -> values.put(name, value.stringValue()));
        return values;
    }

    /** Runs SQL in the test's database as the superuser; returns the first column of the result, if there is one. */
    List<String> sql(String sql) {
        return execute(surroundings.jdbcUrl(id), sql);
    }

    /** The same in the database {@code postgres}. */
    public List<String> admin(String sql) {
        return execute(surroundings.jdbcUrl("postgres"), sql);
    }

    private List<String> execute(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(
                        url,
                        surroundings.postgres().name(),
                        surroundings.postgres().secret());
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

    private String queue(String name, Map<QueueAttributeName, String> attributes) {
        return sqs.createQueue(create -> create.queueName(id + "-" + name).attributes(attributes))
                .queueUrl();
    }

    private Map<QueueAttributeName, String> redrivePolicy() {
        return Map.of(
                QueueAttributeName.REDRIVE_POLICY,
                "{\"deadLetterTargetArn\":\"" + arn(deadLetters) + "\",\"maxReceiveCount\":5}");
    }

    /** A queue's ARN. */
    public String arn(String queue) {
        return sqs.getQueueAttributes(get -> get.queueUrl(queue).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .getOrDefault(QueueAttributeName.QUEUE_ARN, "");
    }

    private String topic(String name, String inbox) {
        String topic = sns.createTopic(create -> create.name(id + "-" + name)).topicArn();
        sns.subscribe(subscribe -> subscribe
                .topicArn(topic)
                .protocol("sqs")
                .endpoint(arn(inbox))
                .attributes(Map.of("RawMessageDelivery", "true")));
        return topic;
    }

    private QueueConfiguration notification(String queue, String prefix) {
        return QueueConfiguration.builder()
                .queueArn(arn(queue))
                .events(Event.S3_OBJECT_CREATED)
                .filter(filter -> filter.key(key -> key.filterRules(FilterRule.builder()
                        .name(FilterRuleName.PREFIX)
                        .value(prefix)
                        .build())))
                .build();
    }

    /** For a client of the test's own. */
    <B extends AwsClientBuilder<B, ?>> B client(B builder) {
        if (builder instanceof software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder<?, ?> sync) {
            sync.httpClient(UrlConnectionHttpClient.create());
        }
        return builder.region(Region.of(surroundings.region()))
                .endpointOverride(surroundings.endpoint())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        surroundings.aws().name(), surroundings.aws().secret())));
    }

    @Override
    public void close() {
        processes.forEach(SkeinProcess::close);
        admin("DROP DATABASE IF EXISTS " + id + " WITH (FORCE)");
        s3.close();
        sqs.close();
        sns.close();
    }
}
