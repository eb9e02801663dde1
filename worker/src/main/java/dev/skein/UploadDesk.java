package dev.skein;

import dev.skein.bundle.BundleId;
import dev.skein.bundle.BundleKey;
import dev.skein.intake.DeadLetters;
import dev.skein.intake.Mark;
import dev.skein.intake.QueueMessage;
import dev.skein.outcome.Membership;
import dev.skein.outcome.OutcomeDocument;
import dev.skein.outcome.Publisher;
import dev.skein.outcome.RunId;
import dev.skein.outcome.RunStore;
import dev.skein.telemetry.RunFacts;
import dev.skein.telemetry.RunReport;
import dev.skein.telemetry.Step;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finishes uploads in the order that loses nothing: outcome stored by the run, published, dead letter sent, all that noted. */
final class UploadDesk implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(UploadDesk.class);

    private final UploadRun run;
    private final RunStore runs;
    private final Publisher publisher;
    private final DeadLetters deadLetters;
    private final Signs signs;

    UploadDesk(UploadRun run, RunStore runs, Publisher publisher, DeadLetters deadLetters, Signs signs) {
        this.run = run;
        this.runs = runs;
        this.publisher = publisher;
        this.deadLetters = deadLetters;
        this.signs = signs;
    }

    @Override
    public void handle(Delivery delivery) {
        signs.during(facts(delivery), report -> handle(delivery, report));
    }

    private void handle(Delivery delivery, RunReport report) {
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
            report.repeated();
            return;
        }
        signs.telemetry().steps().run(Step.PUBLISH, () -> publisher.publish(outcome));
        if (outcome.status().isDead()) {
            deadLetters.add(delivery.object().event(), marks(delivery.message(), outcome));
        }
        runs.notePublished(outcome);
        report.ended(new RunReport.End(
                outcome.status().name(), outcome.problemCode().orElse(""), outcome.text("/problem/sqlState")));
    }

    /** A member of a group counts under its group, of which there are few. */
    private static RunFacts facts(Delivery delivery) {
        Optional<BundleKey> key = BundleKey.parse(delivery.object().key());
        RunId run = Router.run(delivery);
        return new RunFacts(
                run.value(),
                delivery.message().attempt(),
                key.map(BundleKey::target).orElseGet(run::target),
                key.map(BundleKey::bundle).map(BundleId::name).orElse(""),
                key.map(BundleKey::bundle).map(BundleId::version).orElse(""));
    }

    private static Map<Mark, String> marks(QueueMessage message, OutcomeDocument outcome) {
        Map<Mark, String> marks = Membership.of(message).marks(outcome.run());
        message.mark(Mark.TRAIL).ifPresent(trail -> marks.put(Mark.TRAIL, trail));
        marks.put(Mark.REASON, outcome.problemCode().orElse("unknown"));
        marks.put(Mark.ATTEMPT, Integer.toString(outcome.attempt()));
        return marks;
    }
}
