package dev.skein.apply;

import dev.skein.bundle.Bundle;
import dev.skein.flyway.FlywaySetup;
import dev.skein.flyway.PendingMigration;
import dev.skein.flyway.ReadConnection;
import dev.skein.flyway.Selection;
import dev.skein.plan.segment.Framing;
import dev.skein.plan.segment.Segment;
import dev.skein.target.ApplySettings;
import dev.skein.target.Journal;
import dev.skein.target.Lease;
import dev.skein.target.SqlState;
import dev.skein.target.TargetSession;
import dev.skein.target.TransientFailure;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies segments. One that does not get a lock is rolled back, so that nobody queues behind it, and tried again. */
final class SegmentRun {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentRun.class);
    private static final IntervalFunction WAITS =
            IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(500), 1.7, 0.5, Duration.ofSeconds(30));

    private final Bundle bundle;
    private final TargetSession session;
    private final List<PendingMigration> pending;
    private final ApplySettings settings;
    private final Progress progress;
    private final Journal journal;
    private final Politeness politeness;

    /** @param pending all that is */
    SegmentRun(
            Bundle bundle,
            TargetSession session,
            List<PendingMigration> pending,
            ApplySettings settings,
            Progress progress) {
        this.progress = progress;
        this.bundle = bundle;
        this.session = session;
        this.pending = pending;
        this.settings = settings;
        this.journal = new Journal(session);
        this.politeness = new Politeness(settings.lockTimeout());
    }

    /**
     * Applies one.
     *
     * @throws FlywayException when it cannot be applied, or not within the time that locks are waited for
     */
    void run(Segment segment, Lease lease, MigrationWatch watch) {
        int before = lastRank();
        Instant end = Instant.now().plus(settings.lockBudget());
        Retry retry = Retry.of(
                "segment",
                RetryConfig.custom()
                        .maxAttempts(Integer.MAX_VALUE)
                        .intervalFunction(WAITS)
                        .retryOnException(failure -> Instant.now().isBefore(end)
                                && !progress.isCancelled()
                                && !progress.isDraining()
                                && lastRank() == before
                                && SqlState.find(failure)
                                        .filter(SqlState::isContention)
                                        .isPresent())
                        .build());
        retry.getEventPublisher().onRetry(event -> {
            progress.retry();
            LOG.atInfo()
                    .addKeyValue("tries", event.getNumberOfRetryAttempts())
                    .addKeyValue("wait", event.getWaitInterval().toMillis())
                    .log("a lock was not to be had; trying again");
        });
        Callback beside = beside(segment, lease);
        AssertionWatch assertions = AssertionWatch.of(
                bundle, session, segment, pending.get(pending.size() - 1).file());
        Selection selection = Selection.of(pending, segment.files(), segment.transaction());
        Connection connection = session.connection();
        TargetSession given =
                segment.transaction() ? session.on(ReadConnection.over(connection, new Framing(connection))) : session;
        retry.executeRunnable(() -> {
            prepare();
            FlywaySetup.migrating(bundle, given, selection, watch, beside, assertions)
                    .migrate();
        });
        retry.executeRunnable(assertions::committed);
    }

    /** A try before this one may have left an entry that says it failed; callbacks come before the first migration. */
    private void prepare() {
        try {
            journal.tidy();
            politeness.set(session.connection());
        } catch (SQLException e) {
            throw new TransientFailure("the session cannot be prepared", e);
        }
    }

    /** What is committed is not tried again: Flyway would leave out the callbacks after it. The run is taken up instead. */
    private int lastRank() {
        try {
            return session.lastRank();
        } catch (SQLException e) {
            throw new TransientFailure("the history cannot be read", e);
        }
    }

    private Callback beside(Segment segment, Lease lease) {
        return segment.transaction()
                ? new SegmentWatch(segment, lease, politeness)
                : new AloneWatch(lease, journal, politeness, progress);
    }
}
