package dev.skein.target;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens connections to targets. What is transient is tried again for a while, with growing, jittered waits; a database that
 * stays away is left alone.
 */
public final class TargetConnector {
    private static final Logger LOG = LoggerFactory.getLogger(TargetConnector.class);
    private static final IntervalFunction WAITS =
            IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(300), 1.7, 0.5, Duration.ofSeconds(5));

    private final ConnectLimits limits;
    private final Login login;
    private final Outages outages;

    /** @param limits how long a database is tried to be reached */
    public TargetConnector(ConnectLimits limits) {
        this.limits = limits;
        this.login = new Login(limits.timeout());
        this.outages = new Outages(limits.rest());
    }

    /** @param timeout of one try; the other limits are {@link ConnectLimits#DEFAULT the default} */
    public TargetConnector(Duration timeout) {
        this(new ConnectLimits(timeout, ConnectLimits.DEFAULT.retry(), ConnectLimits.DEFAULT.rest()));
    }

    /**
     * Opens a session on the target, under its role and search path.
     *
     * @param purpose shown in {@code pg_stat_activity} after {@code skein}
     * @throws TransientFailure when the database cannot be reached or has no connection left
     * @throws TransactionPooling when a pooler in between gives no session
     * @throws SQLException when it refuses the login, the role or the search path
     */
    public TargetSession open(Target target, String purpose) throws SQLException {
        return begin(target, purpose, outages.open(target, patience -> connect(target, purpose, patience)));
    }

    /**
     * Opens the session that a run applies with.
     *
     * @throws TransientFailure as {@link #open} does
     * @throws SQLException as {@link #open} does
     */
    public TargetSession openRun(Target target, String run) throws SQLException {
        return open(target, Holding.purpose(run));
    }

    /**
     * Looks whether sessions can be opened on the target, with one try.
     *
     * @throws TransientFailure as {@link #open} does
     * @throws SQLException as {@link #open} does
     */
    public void probe(Target target) throws SQLException {
        openOnce(target, "start check").close();
    }

    /** Opens a session without trying again, and whatever came of other tries: for what can do without it. */
    TargetSession openOnce(Target target, String purpose) throws SQLException {
        return begin(target, purpose, login.open(target, purpose));
    }

    private TargetSession begin(Target target, String purpose, Connection connection) throws SQLException {
        try {
            SessionStart start = new SessionStart(connection, target.namespace());
            int announced = start.announced();
            int pid = start.tell(announced);
            if (pid != announced) {
                new PoolerCheck(connection, () -> login.open(target, purpose)).require();
                pid = start.tell(pid);
            }
            return new TargetSession(connection, target.namespace(), pid);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private Connection connect(Target target, String purpose, Outages.Patience patience) throws SQLException {
        Instant end = Instant.now().plus(patience == Outages.Patience.NORMAL ? limits.retry() : Duration.ZERO);
        Retry retry = Retry.of(
                "connect",
                RetryConfig.custom()
                        .maxAttempts(Integer.MAX_VALUE)
                        .intervalFunction(WAITS)
                        .retryOnException(failure -> failure instanceof TransientFailure
                                && Instant.now().isBefore(end))
                        .build());
        retry.getEventPublisher()
                .onRetry(event -> LOG.atWarn()
                        .addKeyValue("tries", event.getNumberOfRetryAttempts())
                        .addKeyValue(
                                "cause", String.valueOf(event.getLastThrowable().getMessage()))
                        .log("connecting again"));
        try {
            return retry.executeCallable(() -> login.open(target, purpose));
        } catch (SQLException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
