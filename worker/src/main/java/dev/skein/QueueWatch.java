package dev.skein;

import dev.skein.health.HealthFile;
import dev.skein.intake.QueueMessage;
import dev.skein.telemetry.QueueReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntSupplier;

/** Told of what is done with a queue; shows it in the health file and to the collector. */
final class QueueWatch {
    private final HealthFile.Loop loop;
    private final QueueReport report;

    QueueWatch(HealthFile.Loop loop, QueueReport report) {
        this.loop = loop;
        this.report = report;
    }

    /** The queue is asked now. */
    void turned() {
        loop.turned();
    }

    /** All slots are taken. */
    void full() {
        loop.full();
    }

    /** What a wait has added to a message's age says nothing of the queue. */
    void received(List<QueueMessage> messages) {
        messages.stream()
                .filter(message -> message.waits() == 0)
                .forEach(message -> report.received(Duration.between(message.sent(), Instant.now())));
    }

    void beat(QueueReport.Beat beat) {
        loop.beat();
        report.beat(beat);
    }

    void waits(QueueReport.Cause cause) {
        report.waits(cause);
    }

    /** Where to look how many messages are worked on. */
    void inWork(IntSupplier messages) {
        report.inWork(messages);
    }
}
