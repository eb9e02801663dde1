package dev.skein;

import dev.skein.bundle.Printable;
import dev.skein.intake.AwsFailure;
import dev.skein.intake.DeadLetters;
import dev.skein.intake.Envelope;
import dev.skein.intake.LetterReason;
import dev.skein.intake.Mark;
import dev.skein.intake.ObjectVersion;
import dev.skein.intake.QueueMessage;
import dev.skein.intake.Wait;
import dev.skein.target.TransientFailure;
import dev.skein.telemetry.QueueReport.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** What becomes of a message, by what it says: when this returns, the message may be deleted. */
final class Disposition implements Envelope.Cases<Boolean> {
    private static final Logger LOG = LoggerFactory.getLogger(Disposition.class);

    private final QueueMessage message;
    private final Inbox inbox;
    private final Handler handler;
    private final DeadLetters deadLetters;

    Disposition(QueueMessage message, Inbox inbox, Handler handler, DeadLetters deadLetters) {
        this.message = message;
        this.inbox = inbox;
        this.handler = handler;
        this.deadLetters = deadLetters;
    }

    @Override
    public Boolean created(Envelope.Created created) {
        List<ObjectVersion> objects = created.objects();
        if (isForeign(created.accounts())) {
            LOG.atWarn()
                    .addKeyValue("messageId", message.id())
                    .addKeyValue("accounts", created.accounts())
                    .log("event of a foreign account, moved to the dead letters");
            letter(message.body(), LetterReason.FOREIGN_ACCOUNT);
        } else {
            Consumer<ObjectVersion> work = objects.size() == 1 ? this::handleOrWait : this::sendAlone;
            objects.forEach(object -> route(object, work));
        }
        return true;
    }

    @Override
    public Boolean ignorable(Envelope.Ignorable ignorable) {
        LOG.atInfo().addKeyValue("event", Printable.of(ignorable.event())).log("event ignored");
        return true;
    }

    @Override
    public Boolean unreadable(Envelope.Unreadable unreadable) {
        LOG.atWarn()
                .addKeyValue("messageId", message.id())
                .addKeyValue("cause", unreadable.reason())
                .log("message unreadable, moved to the dead letters");
        letter(message.body(), LetterReason.UNREADABLE_MESSAGE);
        return true;
    }

    private boolean isForeign(Set<String> accounts) {
        return !Set.of(inbox.traits().account()).containsAll(accounts);
    }

    private void route(ObjectVersion object, Consumer<ObjectVersion> work) {
        if (!object.bucket().equals(inbox.bucket())) {
            LOG.atWarn()
                    .addKeyValue("bucket", object.bucket())
                    .log("event of a foreign bucket, moved to the dead letters");
            letter(object.event(), LetterReason.FOREIGN_BUCKET);
        } else if (!object.key().startsWith(inbox.prefix())) {
            LOG.atInfo().addKeyValue("key", Printable.of(object.key())).log("object of another prefix ignored");
        } else {
            work.accept(object);
        }
    }

    private void letter(String event, LetterReason reason) {
        deadLetters.add(event, Map.of(Mark.REASON, reason.code()));
    }

    /** One of several objects gets a message of its own, so that its failure does not repeat the others. */
    private void sendAlone(ObjectVersion object) {
        Map<Mark, String> marks = new EnumMap<>(Mark.class);
        marks.putAll(message.marks());
        marks.put(Mark.FIRST_SEEN, message.firstSeen().toString());
        inbox.queue().send(object.event(), marks, Duration.ZERO);
    }

    private void handleOrWait(ObjectVersion object) {
        try {
            handler.handle(new Delivery(message, inbox.traits(), object));
        } catch (TransientFailure e) {
            sendAgain(object, String.valueOf(e.getMessage()), delay(e.lack()));
            waits(e.lack() == TransientFailure.Lack.TURN ? Cause.TURN : Cause.TARGET);
        } catch (SdkException e) {
            if (!AwsFailure.isTransient(e)) {
                throw e;
            }
            sendAgain(object, AwsFailure.describe(e), delay(TransientFailure.Lack.SERVICE));
            waits(Cause.AWS);
        }
    }

    /** What a worker gives up that is told to end, another one takes up at once. */
    private Duration delay(TransientFailure.Lack lack) {
        if (inbox.drain().isBegun()) {
            return Duration.ZERO;
        }
        return lack == TransientFailure.Lack.TURN ? Wait.shortDelay(message.waits()) : Wait.delay(message.waits());
    }

    private void waits(Cause cause) {
        inbox.watch().waits(inbox.drain().isBegun() ? Cause.DRAIN : cause);
    }

    private void sendAgain(ObjectVersion object, String cause, Duration delay) {
        LOG.atWarn()
                .addKeyValue("key", Printable.of(object.key()))
                .addKeyValue("waits", message.waits() + 1)
                .addKeyValue("waitedSeconds", waitedSeconds())
                .addKeyValue("delay", delay)
                .addKeyValue("cause", cause)
                .log("waiting");
        Wait.sendAgain(inbox.queue(), message, object.event(), delay);
    }

    /** A number for those who watch the log: each wait makes a new message, so the queue's own ages do not tell. */
    private long waitedSeconds() {
        return Math.max(0, Duration.between(message.firstSeen(), Instant.now()).toSeconds());
    }
}
