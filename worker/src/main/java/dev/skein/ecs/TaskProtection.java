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
 * Has ECS leave the task alone, on scale-in and deployment, while it works. ECS refuses that to a task which it is about to end.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection.html">Task scale-in
 *     protection</a>
 */
public final class TaskProtection implements Guard {
    private static final Logger LOG = LoggerFactory.getLogger(TaskProtection.class);

    /** So long ECS leaves the task alone, should the worker die without a word. */
    private static final Duration TERM = Duration.ofMinutes(60);

    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    private static final Duration RENEWED_AFTER = TERM.dividedBy(3);

    /** After a refusal, and after a call that failed. */
    private static final Duration ASKED_AGAIN_AFTER = Duration.ofSeconds(30);

    private final URI metadata;
    private final Supplier<EcsClient> clients;
    private final InstantSource clock;
    private @Nullable EcsClient ecs;
    private @Nullable TaskIdentity task;
    private State state = State.NONE;
    private Instant asked = Instant.EPOCH;

    private enum State {
        NONE,
        PROTECTED,
        REFUSED
    }

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

    /** A call that fails protects nothing and keeps nobody from working: an apply survives being ended. */
    @Override
    public synchronized boolean protect() {
        Duration since = Duration.between(asked, clock.instant());
        Duration due = state == State.PROTECTED ? RENEWED_AFTER : ASKED_AGAIN_AFTER;
        if (since.compareTo(due) >= 0) {
            ask(true);
        }
        return state != State.REFUSED;
    }

    @Override
    public synchronized void release() {
        if (state == State.PROTECTED) {
            ask(false);
        }
    }

    /** Long work goes on for longer than ECS was told. */
    synchronized void renew() {
        if (state == State.PROTECTED) {
            protect();
        }
    }

    private void ask(boolean wanted) {
        asked = wanted ? clock.instant() : Instant.EPOCH;
        try {
            Optional<Failure> failure = update(wanted).stream().findFirst();
            state = state(wanted, failure.isPresent());
            failure.ifPresent(refusal -> LOG.atWarn()
                    .addKeyValue("reason", refusal.reason())
                    .addKeyValue("detail", refusal.detail())
                    .log(
                            wanted
                                    ? "ECS refuses to protect the task; nothing is begun"
                                    : "ECS refuses to end the task's protection; it ends by itself"));
        } catch (SdkException | IOException e) {
            state = State.NONE;
            LOG.atWarn().addKeyValue("cause", e.getMessage()).log("the task is not protected from scale-in");
        }
    }

    private static State state(boolean wanted, boolean refused) {
        if (!wanted) {
            return State.NONE;
        }
        return refused ? State.REFUSED : State.PROTECTED;
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
