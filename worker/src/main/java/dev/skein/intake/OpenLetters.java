package dev.skein.intake;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The letters of the dead-letter queue, received and thereby hidden from everybody else, until this is closed: what was not
 * taken out by then is given back. After a crash SQS gives all back within two minutes.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html">Visibility
 *     timeout</a>
 */
public final class OpenLetters implements AutoCloseable {
    /** The most that are looked at: they are held in memory, and have to be received before the first comes back. */
    static final int MOST = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(OpenLetters.class);
    private static final Duration HIDDEN = Duration.ofMinutes(2);
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final int BATCH = 10;

    private final MessageQueue queue;
    private final Runnable closing;
    private final Map<String, Letter> held = new LinkedHashMap<>();

    /** @param closing what else is to be done at the end */
    OpenLetters(MessageQueue queue, Runnable closing) {
        this.queue = queue;
        this.closing = closing;
    }

    /** Receives all that wait, at most 10,000. What came twice is there once, by its last receive. */
    public List<Letter> receive() {
        // A queue of standard type may answer empty although it is not: two answers in a row without news end the
        // search.
        for (int idle = 0; idle < 2 && held.size() < MOST; ) {
            int before = held.size();
            queue.receive(BATCH, SHORT, HIDDEN).forEach(message -> held.put(message.id(), Letter.of(message)));
            idle = held.size() == before ? idle + 1 : 0;
        }
        return List.copyOf(held.values());
    }

    /** Whether there may be more than were received. */
    public boolean isCut() {
        return held.size() >= MOST;
    }

    /** Takes out for good what failed of a group's members: the group's run, which was sent back, sends for them anew. */
    public void removeMembersOf(String group) {
        List.copyOf(held.values()).stream()
                .filter(letter ->
                        letter.message().mark(Mark.GROUP).filter(group::equals).isPresent())
                .forEach(this::remove);
    }

    /** Takes a letter out for good. */
    void remove(Letter letter) {
        queue.delete(letter.message());
        held.remove(letter.message().id());
    }

    @Override
    public void close() {
        try {
            List<QueueMessage> left =
                    held.values().stream().map(Letter::message).toList();
            for (int i = 0; i < left.size(); i += BATCH) {
                queue.giveBack(left.subList(i, Math.min(left.size(), i + BATCH)));
            }
        } catch (SdkException e) {
            LOG.atWarn()
                    .addKeyValue("letters", held.size())
                    .addKeyValue("cause", AwsFailure.describe(e))
                    .log("dead letters stay hidden for two minutes");
        } finally {
            closing.run();
        }
    }
}
