package dev.skein.sandbox.s3;

import dev.skein.sandbox.sqs.Queues;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends events to queues, one after the other and after the client has its answer, as S3 does. */
final class Notifier implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Notifier.class);

    private final Queues queues;
    private final Clock clock;
    private final ExecutorService sender = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "s3-notifications");
        thread.setDaemon(true);
        return thread;
    });

    Notifier(Queues queues, Clock clock) {
        this.queues = queues;
        this.clock = clock;
    }

    void tell(NotificationConfiguration configuration, ObjectEvent event) {
        configuration.rules().stream()
                .filter(rule -> rule.matches(event))
                .forEach(rule -> send(rule.queueArn(), EventJson.message(event, rule, clock.instant())));
    }

    /** Checks that the destinations exist and sends each its test message, before the configuration holds. */
    void prove(String bucket, NotificationConfiguration configuration) {
        for (NotificationRule rule : configuration.rules()) {
            if (!queues.exists(rule.queueArn())) {
                throw ErrorCode.INVALID_ARGUMENT
                        .error("Unable to validate the following destination configurations")
                        .detail("ArgumentName1", rule.queueArn() + ", null")
                        .detail("ArgumentValue1", "The destination queue does not exist");
            }
        }
        configuration.rules().forEach(rule -> send(rule.queueArn(), EventJson.test(bucket, clock.instant())));
    }

    @Override
    public void close() {
        sender.shutdownNow();
    }

    private void send(String queueArn, String message) {
        sender.execute(() -> {
            try {
                queues.send(queueArn, message, Map.of());
            } catch (RuntimeException e) {
                // The queue may be gone since; S3 as well drops such an event.
                log.warn("A notification could not be delivered to {}: {}", queueArn, e.getMessage());
            }
        });
    }
}
