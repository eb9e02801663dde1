package dev.skein.outcome;

import dev.skein.apply.Drain;
import dev.skein.apply.Progress;
import dev.skein.apply.Progress.Phase;
import dev.skein.target.BackendWatch;
import dev.skein.target.BackendWatch.Sight;
import dev.skein.target.Target;
import dev.skein.target.TargetConnector;
import dev.skein.target.TargetSession;
import dev.skein.target.TransientFailure;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** Looks every two seconds at the work on an attempt: shows how far it is, and ends it when somebody asks for that. */
final class ProgressMonitor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressMonitor.class);
    private static final long SECONDS = 2;
    private static final int BLIND = 15;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final ProgressBoard board;
    private final Attempt attempt;
    private final Progress progress;
    private final Drain.Work work;
    private final Backend backend;
    private @Nullable BackendWatch watch;
    private int blind;
    private volatile @Nullable Cancellation cancellation;

    private ProgressMonitor(Oversight oversight, Attempt attempt, Backend backend) {
        this.board = oversight.board();
        this.progress = new Progress(oversight.drain(), oversight.steps());
        this.work = oversight.drain().work(() -> progress.cutOff(backend.session()::cancel));
        this.attempt = attempt;
        this.backend = backend;
    }

    /**
     * What migrates.
     *
     * @param session in use by another thread
     * @param pid its backend's process number
     */
    record Backend(TargetConnector connector, Target target, TargetSession session, int pid) {}

    static ProgressMonitor start(Oversight oversight, Attempt attempt, Backend backend) {
        ProgressMonitor monitor = new ProgressMonitor(oversight, attempt, backend);
        Thread thread = new Thread(monitor::run, "progress");
        thread.setDaemon(true);
        thread.start();
        return monitor;
    }

    private void run() {
        try {
            while (!closed.await(SECONDS, TimeUnit.SECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (watch != null) {
            watch.close();
        }
    }

    /** Whatever goes wrong here concerns the looking only; the work goes on. */
    private void look() {
        try {
            board.cancellation(attempt).ifPresent(this::cancel);
            Progress.State state = progress.state();
            Optional<Sight> sight = state.phase() == Phase.APPLYING ? sight() : Optional.empty();
            if (closed.getCount() > 0) {
                board.show(ProgressDocument.of(attempt, state, sight, Instant.now()));
            }
        } catch (SdkException e) {
            LOG.atDebug().setCause(e).log("progress not shown");
        }
    }

    private void cancel(Cancellation found) {
        if (cancellation == null) {
            LOG.atInfo()
                    .addKeyValue("run", attempt.run())
                    .addKeyValue("by", found.by())
                    .log("cancelling");
        }
        cancellation = found;
        progress.cancel(backend.session()::cancel);
    }

    /** What cannot be seen is not looked for again for half a minute: the server may have no connection left. */
    private Optional<Sight> sight() {
        if (blind > 0) {
            blind--;
            return Optional.empty();
        }
        try {
            BackendWatch looking =
                    watch == null ? BackendWatch.open(backend.connector(), backend.target(), backend.pid()) : watch;
            watch = looking;
            return Optional.of(looking.look());
        } catch (SQLException | TransientFailure e) {
            LOG.atDebug().setCause(e).log("the backend cannot be looked at");
            blind = BLIND;
            if (watch != null) {
                watch.close();
                watch = null;
            }
            return Optional.empty();
        }
    }

    /** What it looks at. */
    Progress progress() {
        return progress;
    }

    /** That somebody asked for the end; empty while nobody has. */
    Optional<Cancellation> cancellation() {
        return Optional.ofNullable(cancellation);
    }

    /** Stops looking. A look that hangs is not waited for. */
    @Override
    public void close() {
        work.close();
        closed.countDown();
    }
}
