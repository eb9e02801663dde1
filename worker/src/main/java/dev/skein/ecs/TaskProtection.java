package dev.skein.ecs;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Failure;

/**
 * Has ECS leave the task alone, on scale-in and deployment, while it works. Where ECS does not, the work goes on without: an apply
 * survives being ended, and none of ECS's reasons means that the task is about to be. {@code DEPLOYMENT_BLOCKED}: more tasks of the
 * service are protected than it wants to have, so that a deployment waits for them. {@code TASK_NOT_VALID}: the task belongs to no
 * service, so that nothing ends it either. {@code MISSING}: no such task in the cluster.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection.html">Task scale-in
 *     protection</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html">API failure reasons</a>
 */
public final class TaskProtection implements Guard {
    private static final Logger LOG = LoggerFactory.getLogger(TaskProtection.class);

    /** So long ECS leaves the task alone, should the worker die without a word. */
    private static final Duration TERM = Duration.ofMinutes(60);

    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    private static final Duration RENEWED_AFTER = TERM.dividedBy(3);

    /** After a refusal, and after a call that failed. */
    private static final Duration ASKED_AGAIN_AFTER = Duration.ofSeconds(30);

    private static final String NO_TROUBLE = "";

    private final URI metadata;
    private final Supplier<EcsClient> clients;
    private final InstantSource clock;
    private @Nullable EcsClient ecs;
    private @Nullable TaskIdentity task;
    private boolean atWork;
    private Instant asked = Instant.EPOCH;

    /** Until then ECS leaves the task alone, as far as it has said. */
    private Instant end = Instant.EPOCH;

    /** What kept the last call from having its effect; it is told when it changes. */
    private String trouble = NO_TROUBLE;

    /**
     * @param metadata the task's metadata endpoint
     * @param clients makes the client when it is needed
     */
    TaskProtection(URI metadata, Supplier<EcsClient> clients, InstantSource clock) {
        this.metadata = metadata;
        this.clients = clients;
        this.clock = clock;
    }

    /**
     * The guard for this process: none outside of ECS.
     *
     * @param environment the process's variables
     */
    public static Guard of(Map<String, String> environment, Supplier<EcsClient> clients) {
        String metadata = environment.getOrDefault(TaskIdentity.VARIABLE, "");
        if (metadata.isEmpty()) {
            return Guard.NONE;
        }
        TaskProtection protection = new TaskProtection(URI.create(metadata), clients, InstantSource.system());
        new Timer("task-protection", true)
                .schedule(
                        new TimerTask() {
                            @Override
                            public void run() {
                                protection.renew();
                            }
                        },
                        MINUTE,
                        MINUTE);
        return protection;
    }

    @Override
    public synchronized void protect() {
        atWork = true;
        if (isDue(RENEWED_AFTER)) {
            ask(true);
        }
    }

    @Override
    public synchronized void release() {
        atWork = false;
        if (clock.instant().isBefore(end) && isDue(Duration.ZERO)) {
            ask(false);
        }
    }

    /** Long work goes on for longer than ECS was told. */
    synchronized void renew() {
        if (atWork) {
            protect();
        }
    }

    private boolean isDue(Duration afterSuccess) {
        Duration pause = trouble.equals(NO_TROUBLE) ? afterSuccess : ASKED_AGAIN_AFTER;
        return Duration.between(asked, clock.instant()).compareTo(pause) >= 0;
    }

    private void ask(boolean wanted) {
        asked = clock.instant();
        try {
            Optional<Failure> refusal = update(wanted).stream().findFirst();
            if (refusal.isEmpty()) {
                done(wanted);
            }
            refusal.ifPresent(failure ->
                    failed(wanted, String.valueOf(failure.reason()), failure.reason() + ": " + failure.detail()));
        } catch (SdkException | IOException e) {
            failed(wanted, e.getClass().getName(), String.valueOf(e.getMessage()));
        }
    }

    private void done(boolean wanted) {
        if (wanted && !trouble.equals(NO_TROUBLE)) {
            LOG.atInfo().log("ECS protects the task");
        }
        trouble = NO_TROUBLE;
        end = wanted ? asked.plus(TERM) : Instant.EPOCH;
        asked = wanted ? asked : Instant.EPOCH;
    }

    /** @param kind told once, until it changes */
    private void failed(boolean wanted, String kind, String cause) {
        if (!trouble.equals(kind)) {
            LOG.atWarn()
                    .addKeyValue("cause", cause)
                    .log(
                            wanted
                                    ? "ECS does not protect the task from scale-in and deployments; work goes on"
                                    : "ECS does not end the task's protection; it is asked again");
        }
        trouble = kind;
    }

    private List<Failure> update(boolean wanted) throws IOException {
        TaskIdentity known = task == null ? TaskIdentity.at(metadata) : task;
        EcsClient client = ecs == null ? clients.get() : ecs;
        task = known;
        ecs = client;
        return client.updateTaskProtection(update -> update.cluster(known.cluster())
                        .tasks(known.task())
                        .protectionEnabled(wanted)
                        .expiresInMinutes(wanted ? (int) TERM.toMinutes() : null))
                .failures();
    }
}
