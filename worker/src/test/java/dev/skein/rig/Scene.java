package dev.skein.rig;

import static dev.skein.testing.Patience.PATIENCE;
import static org.awaitility.Awaitility.await;

import dev.skein.e2e.Stage;
import dev.skein.intake.Envelope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** A target on a stage, the workers that come and go, and the versions that are uploaded one after the other. */
final class Scene implements AutoCloseable {
    /** The shortest that a worker accepts. */
    private static final String VISIBILITY = "10";

    private static final int MOST_RECEIVES = 1_000;

    private final Stage stage;
    private final Database database;
    private final List<RiggedWorker> workers = new ArrayList<>();
    private final List<Upload> uploads = new ArrayList<>();
    private final Aftermath aftermath;

    Scene() {
        this(new Stage());
    }

    private Scene(Stage stage) {
        this(stage, new Database(stage.surroundings.jdbcUrl(stage.id), stage.id, stage.surroundings.postgres()));
    }

    Scene(Stage stage, Database database) {
        this.stage = stage;
        this.database = database;
        this.aftermath = new Aftermath(stage, database);
        stage.sqs.setQueueAttributes(set -> set.queueUrl(stage.uploads)
                .attributes(Map.of(
                        QueueAttributeName.VISIBILITY_TIMEOUT,
                        VISIBILITY,
                        QueueAttributeName.REDRIVE_POLICY,
                        "{\"deadLetterTargetArn\":\"" + stage.arn(stage.deadLetters) + "\",\"maxReceiveCount\":"
                                + MOST_RECEIVES + "}")));
    }

    /** @param version as {@link Series} counts */
    record Upload(int version, String run) {
        String key() {
            return "bundles/" + run.substring(0, run.lastIndexOf('/')) + ".zip";
        }

        String versionId() {
            return run.substring(run.lastIndexOf('/') + 1);
        }

        String outcomeKey() {
            return "runs/" + run + "/1/outcome.json";
        }
    }

    Stage stage() {
        return stage;
    }

    Database database() {
        return database;
    }

    /** Starts a worker and waits until it polls. */
    RiggedWorker start() {
        return begin().awaitPolling();
    }

    /** Starts a worker. */
    RiggedWorker begin() {
        RiggedWorker worker = RiggedWorker.start(new Network(stage, database));
        workers.add(worker);
        return worker;
    }

    /** The worker that was started last. */
    RiggedWorker worker() {
        return workers.get(workers.size() - 1);
    }

    /** Ends all workers but the one that was started last. */
    void retire() {
        List<RiggedWorker> others = workers.subList(0, workers.size() - 1);
        others.forEach(RiggedWorker::close);
        others.clear();
    }

    /** The version that was uploaded last; 0 before the first. */
    int version() {
        return uploads.size();
    }

    /** Uploads the next version. */
    Upload upload() {
        int version = version() + 1;
        String path = "orders/" + Series.NAME + "/" + Series.name(version);
        Path bundle = Series.bundle(version);
        Upload upload = new Upload(version, path + "/" + stage.put("bundles/" + path + ".zip", bundle));
        bundle.toFile().delete();
        uploads.add(upload);
        return upload;
    }

    /** The version that was uploaded last. */
    Upload last() {
        return uploads.get(uploads.size() - 1);
    }

    /** Sends the event of an upload once more, as SQS may. */
    void duplicate(Upload upload) {
        String event = Envelope.created(stage.bucket, upload.key(), upload.versionId(), "");
        stage.sqs.sendMessage(send -> send.queueUrl(stage.uploads).messageBody(event));
    }

    boolean hasEnded(Upload upload) {
        return !stage.object(upload.outcomeKey()).isMissingNode();
    }

    void awaitEnd(Upload upload) {
        await(upload.run()).atMost(PATIENCE).until(() -> hasEnded(upload));
    }

    /** Kills the worker that was started last, and lets the visibility timeout of its messages run out now. */
    void kill() {
        worker().kill();
        expire(worker());
    }

    /** Lets the visibility timeout of the messages that a worker has received run out now. */
    void expire(RiggedWorker receiver) {
        for (String handle : receiver.network().handles()) {
            try {
                stage.sqs.changeMessageVisibility(change ->
                        change.queueUrl(stage.uploads).receiptHandle(handle).visibilityTimeout(0));
            } catch (SqsException e) {
                // The message has ended, or is visible already.
            }
        }
    }

    /** Starts another worker, which gets the message of one that is alive but cannot keep it hidden. */
    void handOver(RiggedWorker first) {
        RiggedWorker second = start();
        await().atMost(PATIENCE).until(() -> {
            expire(first);
            return second.says("ending the session that a worker before this one left behind");
        });
    }

    /** Waits until everything has come to rest, and returns what is not as it has to be. */
    List<String> losses() {
        return aftermath.losses(uploads);
    }

    @Override
    public void close() {
        workers.forEach(RiggedWorker::close);
        stage.close();
    }
}
