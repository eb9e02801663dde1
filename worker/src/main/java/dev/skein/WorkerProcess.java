package dev.skein;

import dev.skein.bundle.BundleKey;
import dev.skein.intake.DeadLetters;
import dev.skein.intake.MessageQueue;
import dev.skein.intake.QueueTraits;
import dev.skein.intake.Request;
import dev.skein.outcome.Publisher;
import dev.skein.outcome.TargetPlan;
import dev.skein.outcome.TargetRun;
import dev.skein.plan.PlannedTarget;
import dev.skein.plan.Planner;
import dev.skein.plan.hazard.SelfApproval;
import dev.skein.target.SqlState;
import dev.skein.target.Target;
import dev.skein.target.TargetConnector;
import dev.skein.target.TransientFailure;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Puts the worker together from its settings, and runs it until the process is told to end. */
final class WorkerProcess {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);

    private final Settings settings;
    private final S3Client s3;
    private final SqsClient sqs;
    private final SnsClient sns;
    private final Stores stores;
    private final TargetConnector connector;

    WorkerProcess(Settings settings, AwsClients clients) {
        this.settings = settings;
        this.s3 = clients.s3();
        this.sqs = clients.sqs();
        this.sns = clients.sns();
        this.stores = Stores.of(s3, settings.aws().bucket());
        this.connector = new TargetConnector(settings.timing().connecting());
    }

    /**
     * Checks what the worker stands on, and starts it.
     *
     * @return what keeps it from starting, one sentence each; nothing when it runs
     */
    List<String> start() {
        StartCheck check = new StartCheck();
        MessageQueue uploads = new MessageQueue(sqs, settings.queues().uploads());
        MessageQueue requests = new MessageQueue(sqs, settings.queues().requests());
        MessageQueue letters = new MessageQueue(sqs, settings.queues().deadLetters());
        check.bucket(s3, settings.aws().bucket());
        Optional<QueueTraits> uploadTraits = check.queue(uploads);
        Optional<QueueTraits> requestTraits = check.queue(requests);
        Optional<QueueTraits> letterTraits = check.queue(letters);
        uploadTraits.ifPresent(check::patience);
        requestTraits.ifPresent(check::patience);
        letterTraits.ifPresent(traits -> {
            uploadTraits.ifPresent(queue -> check.deadLetters(queue, traits));
            requestTraits.ifPresent(queue -> check.deadLetters(queue, traits));
        });
        check.topic(sns, settings.topics().outcomes());
        settings.topics().alerts().ifPresent(topic -> check.topic(sns, topic));
        if (check.faults().isEmpty()) {
            logSettings();
            DeadLetters deadLetters = new DeadLetters(letters, uploads, BundleKey.PREFIX);
            run(
                    new Worker(
                            inbox(uploads, uploadTraits, BundleKey.PREFIX),
                            uploadDesk(deadLetters),
                            deadLetters,
                            settings.timing().receiveWait()),
                    new Worker(
                            inbox(requests, requestTraits, Request.PREFIX),
                            requestDesk(deadLetters, uploads),
                            deadLetters,
                            settings.timing().receiveWait()));
        }
        return check.faults();
    }

    private Inbox inbox(MessageQueue queue, Optional<QueueTraits> traits, String prefix) {
        return new Inbox(queue, traits.orElseThrow(), settings.aws().bucket(), prefix);
    }

    private UploadDesk uploadDesk(DeadLetters deadLetters) {
        TargetRun targetRun = new TargetRun(connector, planner(), stores.plans(), stores.progress(), stores.schemas());
        UploadRun run = new UploadRun(stores, targetRun, settings.targets(), Clock.systemUTC());
        Publisher outcomes = Publisher.ofOutcomes(sns, settings.topics().outcomes());
        return new UploadDesk(
                run, settings.topics().alerts().map(outcomes::withAlerts).orElse(outcomes), deadLetters);
    }

    private RequestDesk requestDesk(DeadLetters deadLetters, MessageQueue uploads) {
        Clock clock = Clock.systemUTC();
        Map<String, SelfApproval> approvals = settings.targets().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        target -> target.getValue().settings().policy().selfApproval()));
        TargetPlan plan = new TargetPlan(connector, planner());
        return new RequestDesk(
                stores.requests(),
                stores.answers(),
                Map.of(
                        Request.REDRIVE, new RedriveVerb(deadLetters, stores, clock),
                        Request.APPROVE, new ApproveVerb(stores, uploads, approvals, clock),
                        Request.CANCEL, new CancelVerb(stores, clock),
                        Request.RESOLVE, new ResolveVerb(connector, settings.targets()),
                        Request.PLAN, new PlanVerb(stores.bundles(), stores.plans(), plan, settings.targets())));
    }

    private Planner planner() {
        return new Planner(connector, Clock.systemUTC());
    }

    private void run(Worker uploads, Worker requests) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(uploads, requests), "shutdown"));
        start(uploads, "uploads");
        start(requests, "requests");
        LOG.atInfo().log("worker started");
        settings.targets().values().forEach(planned -> probe(planned.target()));
    }

    /** A loop that ends by itself has met what it cannot handle: the process ends with it, and is started anew. */
    private static void start(Worker worker, String name) {
        Thread thread = new Thread(worker, name);
        thread.setUncaughtExceptionHandler((ended, failure) -> {
            LOG.atError().setCause(failure).addKeyValue("queue", name).log("worker broken");
            Runtime.getRuntime().halt(1);
        });
        thread.start();
    }

    /** A target that is out of reach is said at once, and does not keep the others from being served. */
    private void probe(Target target) {
        try {
            connector.probe(target);
        } catch (TransientFailure | SQLException e) {
            LOG.atWarn()
                    .addKeyValue("target", target.name())
                    .addKeyValue(
                            "sqlState",
                            SqlState.find(e).map(SQLException::getSQLState).orElse("none"))
                    .addKeyValue("cause", String.valueOf(e.getMessage()))
                    .log("target cannot be used");
        }
    }

    private void end(Worker uploads, Worker requests) {
        Duration grace = settings.timing().shutdownGrace();
        LOG.atInfo().addKeyValue("grace", grace).log("worker stopping");
        try {
            boolean idle = uploads.stop(grace) && requests.stop(Duration.ofSeconds(1));
            LOG.atInfo().addKeyValue("idle", idle).log("worker stopped");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // Told to end and having ended is a success; the JVM would exit with 143.
        Runtime.getRuntime().halt(0);
    }

    private void logSettings() {
        LOG.atInfo()
                .addKeyValue("region", settings.aws().region().orElse("by the SDK"))
                .addKeyValue(
                        "endpoint",
                        settings.aws().endpoint().map(Object::toString).orElse("AWS"))
                .addKeyValue("bucket", settings.aws().bucket())
                .addKeyValue("uploadsQueue", settings.queues().uploads())
                .addKeyValue("requestsQueue", settings.queues().requests())
                .addKeyValue("deadLettersQueue", settings.queues().deadLetters())
                .addKeyValue("outcomesTopic", settings.topics().outcomes())
                .addKeyValue("alertsTopic", settings.topics().alerts().orElse("none"))
                .log("settings");
        settings.targets().values().stream()
                .map(PlannedTarget::target)
                .forEach(target -> LOG.atInfo()
                        .addKeyValue("target", target.name())
                        .addKeyValue("url", target.url())
                        .addKeyValue("schema", target.namespace().schema())
                        .addKeyValue("historyTable", target.namespace().history())
                        .addKeyValue("login", target.credentials().describe())
                        .log("target"));
    }
}
