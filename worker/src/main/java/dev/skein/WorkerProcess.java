package dev.skein;

import dev.skein.apply.Drain;
import dev.skein.bundle.BundleKey;
import dev.skein.ecs.Guard;
import dev.skein.ecs.ServiceDeployments;
import dev.skein.group.GroupRun;
import dev.skein.intake.DeadLetters;
import dev.skein.intake.MessageQueue;
import dev.skein.intake.QueueTraits;
import dev.skein.intake.Request;
import dev.skein.outcome.Oversight;
import dev.skein.outcome.Publisher;
import dev.skein.outcome.TargetPlan;
import dev.skein.outcome.TargetRun;
import dev.skein.plan.Planner;
import dev.skein.target.SqlState;
import dev.skein.target.Target;
import dev.skein.target.TargetConnector;
import dev.skein.target.TransientFailure;
import dev.skein.telemetry.Steps;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Puts the worker together from its settings, and runs it until the process is told to end. */
final class WorkerProcess {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);

    /** Requests at a time: one that takes long, a plan, keeps no other waiting. */
    private static final int REQUESTS = 4;

    private final Settings settings;
    private final S3Client s3;
    private final SqsClient sqs;
    private final SnsClient sns;
    private final Stores stores;
    private final TargetConnector connector;
    private final Guard guard;
    private final ServiceDeployments deployments;
    private final Drain drain = new Drain();
    private final Signs signs;

    /** @param guard keeps the process from being ended while it applies something */
    WorkerProcess(Settings settings, AwsClients clients, Guard guard) {
        this.guard = guard;
        this.settings = settings;
        this.signs = Signs.of(settings.work().signals(), settings.targets().names());
        this.s3 = clients.s3();
        this.sqs = clients.sqs();
        this.sns = clients.sns();
        this.stores = Stores.of(s3, settings.aws().bucket());
        this.connector = new TargetConnector(settings.work().connecting());
        this.deployments = new ServiceDeployments(clients::ecs);
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
            SettingsLog.write(settings);
            DeadLetters deadLetters = new DeadLetters(letters, signs.telemetry());
            run(
                    new Worker(
                            inbox("uploads", uploads, uploadTraits.orElseThrow(), BundleKey.PREFIX),
                            new PerTarget(uploadDesk(deadLetters, uploads)),
                            deadLetters,
                            Slots.of("upload", settings.work().concurrency()),
                            guard),
                    new Worker(
                            inbox("requests", requests, requestTraits.orElseThrow(), Request.PREFIX),
                            requestDesk(deadLetters, uploads),
                            deadLetters,
                            Slots.of("request", REQUESTS),
                            Guard.NONE));
        }
        return check.faults();
    }

    private Inbox inbox(String name, MessageQueue queue, QueueTraits traits, String prefix) {
        return new Inbox(
                queue,
                traits,
                settings.aws().bucket(),
                prefix,
                settings.work().receiveWait(),
                drain,
                signs.watch(name, settings.work().receiveWait(), traits.visibility()));
    }

    private UploadDesk uploadDesk(DeadLetters deadLetters, MessageQueue uploads) {
        Steps steps = signs.telemetry().steps();
        TargetRun targetRun = new TargetRun(
                connector, planner(), stores.plans(), new Oversight(stores.progress(), drain, steps), stores.schemas());
        GroupRun groupRun = new GroupRun(
                uploads,
                settings.aws().bucket(),
                new GroupRun.Traces(stores.groups(), stores.runs(), stores.progress()));
        Router router = new Router(settings.targets(), connector, targetRun, groupRun);
        Rollouts rollouts = new Rollouts(settings.targets().rollouts(), deployments);
        UploadRun run = new UploadRun(stores, router, Clock.systemUTC(), steps, rollouts);
        Publisher outcomes = Publisher.ofOutcomes(sns, settings.topics().outcomes());
        return new UploadDesk(
                run,
                stores.runs(),
                settings.topics().alerts().map(outcomes::withAlerts).orElse(outcomes),
                deadLetters,
                signs);
    }

    private RequestDesk requestDesk(DeadLetters deadLetters, MessageQueue uploads) {
        Clock clock = Clock.systemUTC();
        TargetLookup targets = name -> settings.targets().named(name, connector);
        TargetPlan plan = new TargetPlan(connector, planner());
        return new RequestDesk(
                stores.requests(),
                stores.answers(),
                Map.of(
                        Request.REDRIVE, new RedriveVerb(deadLetters, uploads, stores.progress(), clock),
                        Request.DEAD_LETTERS, new DeadLettersVerb(deadLetters),
                        Request.APPROVE, new ApproveVerb(stores, uploads, targets, clock),
                        Request.CANCEL, new CancelVerb(stores, deadLetters, clock),
                        Request.RESOLVE, new ResolveVerb(connector, targets),
                        Request.PLAN, new PlanVerb(stores.bundles(), stores.plans(), plan, targets)));
    }

    private Planner planner() {
        return new Planner(connector, Clock.systemUTC());
    }

    /** A thread that ends by itself has met what it cannot handle: the process ends with it, and is started anew. */
    private void run(Worker uploads, Worker requests) {
        Thread.setDefaultUncaughtExceptionHandler((ended, failure) -> {
            LOG.atError()
                    .setCause(failure)
                    .addKeyValue("thread", ended.getName())
                    .log("worker broken");
            Runtime.getRuntime().halt(1);
        });
        Shutdown shutdown = new Shutdown(
                drain, List.of(uploads, requests), guard, settings.work().shutdownGrace(), signs);
        Runtime.getRuntime().addShutdownHook(new Thread(shutdown, "shutdown"));
        WorkerThread.of(uploads, "uploads").start();
        WorkerThread.of(requests, "requests").start();
        LOG.atInfo().log("worker started");
        settings.targets().single().values().forEach(planned -> probe(planned.target()));
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
}
