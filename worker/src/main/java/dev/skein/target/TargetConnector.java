package dev.skein.target;

import dev.skein.intake.AwsFailure;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** Opens connections to targets. What is transient is tried again for a short while, with growing, jittered waits. */
public final class TargetConnector {
    private static final Logger LOG = LoggerFactory.getLogger(TargetConnector.class);
    private static final int TRIES = 3;

    /** invalid_authorization_specification */
    private static final String NO_LOGIN = "28000";

    /** PostgreSQL cuts longer names. */
    private static final int LONGEST_APPLICATION_NAME = 63;

    private final Duration connectTimeout;
    private final Retry retry = Retry.of(
            "connect",
            RetryConfig.custom()
                    .maxAttempts(TRIES)
                    .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(300), 2.0, 0.5))
                    .retryOnException(TransientFailure.class::isInstance)
                    .build());

    /** @param connectTimeout for the TCP connection, and again for the login */
    public TargetConnector(Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
        retry.getEventPublisher()
                .onRetry(event -> LOG.atWarn()
                        .addKeyValue("tries", event.getNumberOfRetryAttempts())
                        .addKeyValue(
                                "cause", String.valueOf(event.getLastThrowable().getMessage()))
                        .log("connecting again"));
    }

    /**
     * Opens a session on the target, under its role and search path.
     *
     * @param purpose shown in {@code pg_stat_activity} after {@code skein}
     * @throws TransientFailure when the database cannot be reached or has no connection left
     * @throws SQLException when it refuses the login, the role or the search path
     */
    public TargetSession open(Target target, String purpose) throws SQLException {
        Connection connection = connect(target, purpose);
        try {
            return TargetSession.prepare(connection, target.namespace());
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
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

    private Connection connect(Target target, String purpose) throws SQLException {
        try {
            return retry.executeCallable(() -> connectOnce(target, purpose));
        } catch (SQLException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection connectOnce(Target target, String purpose) throws SQLException {
        Properties properties = credentials(target);
        String name = "skein " + purpose;
        properties.setProperty("ApplicationName", name.substring(0, Math.min(name.length(), LONGEST_APPLICATION_NAME)));
        properties.setProperty("connectTimeout", Long.toString(Math.max(1, connectTimeout.toSeconds())));
        properties.setProperty("loginTimeout", Long.toString(Math.max(1, connectTimeout.toSeconds())));
        properties.setProperty("tcpKeepAlive", "true");
        try {
            return DriverManager.getConnection(target.credentials().driverUrl(target.url()), properties);
        } catch (SdkException e) {
            // The IAM plugin signs its tokens with the SDK's credentials.
            throw noLogin(target, e);
        } catch (SQLException e) {
            if (SqlState.isTransient(e)) {
                throw new TransientFailure(
                        "the database of target " + target.name() + " cannot be reached: " + e.getMessage(), e);
            }
            throw e;
        }
    }

    private static Properties credentials(Target target) throws SQLException {
        try {
            return target.credentials().properties();
        } catch (SdkException e) {
            throw noLogin(target, e);
        } catch (UncheckedIOException e) {
            throw new SQLException(e.getMessage(), NO_LOGIN, e);
        }
    }

    private static SQLException noLogin(Target target, SdkException cause) {
        String what = "the login to target " + target.name() + " cannot be made: " + AwsFailure.describe(cause);
        if (AwsFailure.isTransient(cause)) {
            throw new TransientFailure(what, cause);
        }
        return new SQLException(what, NO_LOGIN, cause);
    }
}
