package dev.skein;

import dev.skein.intake.DeadLetters;
import dev.skein.intake.Mark;
import dev.skein.intake.QueueMessage;
import dev.skein.outcome.Membership;
import dev.skein.outcome.OutcomeDocument;
import dev.skein.outcome.Publisher;
import dev.skein.outcome.RunStore;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finishes uploads in the order that loses nothing: outcome stored by the run, published, dead letter sent, all that noted. */
final class UploadDesk implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(UploadDesk.class);

    private final UploadRun run;
    private final RunStore runs;
    private final Publisher publisher;
    private final DeadLetters deadLetters;

    UploadDesk(UploadRun run, RunStore runs, Publisher publisher, DeadLetters deadLetters) {
        this.run = run;
        this.runs = runs;
        this.publisher = publisher;
        this.deadLetters = deadLetters;
    }

    @Override
    public void handle(Delivery delivery) {
        OutcomeDocument outcome = run.execute(delivery);
        LOG.atInfo()
                .addKeyValue("run", outcome.run())
                .addKeyValue("attempt", outcome.attempt())
                .addKeyValue("status", outcome.status())
                .addKeyValue("problem", outcome.problemCode().orElse("none"))
                .addKeyValue("sqlState", outcome.text("/problem/sqlState"))
                .log("run ended");
        if (runs.isPublished(outcome)) {
            LOG.atInfo().addKeyValue("run", outcome.run()).log("published before; the message is a further copy");
            return;
        }
        publisher.publish(outcome);
        if (outcome.status().isDead()) {
            deadLetters.add(delivery.object().event(), marks(delivery.message(), outcome));
        }
        runs.notePublished(outcome);
    }

    private static Map<Mark, String> marks(QueueMessage message, OutcomeDocument outcome) {
        Map<Mark, String> marks = Membership.of(message).marks();
        message.mark(Mark.TRAIL).ifPresent(trail -> marks.put(Mark.TRAIL, trail));
        marks.put(Mark.REASON, outcome.problemCode().orElse("unknown"));
        marks.put(Mark.RUN, outcome.run().value());
        marks.put(Mark.TARGET, outcome.run().target());
        marks.put(Mark.ATTEMPT, Integer.toString(outcome.attempt()));
        return marks;
    }
}
