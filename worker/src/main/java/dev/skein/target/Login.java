package dev.skein.target;

import dev.skein.intake.AwsFailure;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** Logs in to a target, once; with a password that was rotated meanwhile, once more. */
final class Login {
    private static final Logger LOG = LoggerFactory.getLogger(Login.class);

    /** invalid_authorization_specification */
    private static final String NO_LOGIN = "28000";

    /** That, and invalid_password. */
    private static final Set<String> REFUSED = Set.of(NO_LOGIN, "28P01");

    /** sqlserver_rejected_establishment_of_sqlconnection */
    private static final String REJECTED = "08004";

    private static final String UNSUPPORTED = "unsupported startup parameter";

    /** A rotation sets the password first, and says what it is a moment later. */
    private static final Duration ROTATION = Duration.ofSeconds(1);

    /** PostgreSQL cuts longer names. */
    private static final int LONGEST_APPLICATION_NAME = 63;

    private final Duration timeout;

    /** @param timeout for the TCP connection, and again for the login */
    Login(Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * Opens a connection.
     *
     * @throws TransientFailure when the database cannot be reached or has no connection left
     * @throws SQLException when it refuses the login
     */
    Connection open(Target target, String purpose) throws SQLException {
        Properties credentials = credentials(target);
        try {
            return connect(target, credentials, purpose);
        } catch (SQLException e) {
            if (!REFUSED.contains(String.valueOf(e.getSQLState()))) {
                throw e;
            }
            pause(e);
            Properties anew = credentials(target);
            if (anew.equals(credentials)) {
                throw e;
            }
            LOG.atWarn()
                    .addKeyValue("target", target.name())
                    .log("the login was refused and has changed; trying the new one");
            return connect(target, anew, purpose);
        }
    }

    private static void pause(SQLException refused) throws SQLException {
        try {
            TimeUnit.MILLISECONDS.sleep(ROTATION.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refused;
        }
    }

    private Connection connect(Target target, Properties credentials, String purpose) throws SQLException {
        try {
            return DriverManager.getConnection(
                    target.credentials().driverUrl(target.url()), properties(credentials, "skein " + purpose));
        } catch (SdkException e) {
            // The IAM plugin signs its tokens with the SDK's credentials.
            throw noLogin(target, e);
        } catch (SQLException e) {
            if (String.valueOf(e.getMessage()).contains(UNSUPPORTED)) {
                throw unsupported(e);
            }
            if (SqlState.isTransient(e)) {
                throw new TransientFailure(
                        "the database of target " + target.name() + " cannot be reached: " + e.getMessage(), e);
            }
            throw e;
        }
    }

    /** PgBouncer says so as if the protocol were broken, which would be worth another try. */
    private static SQLException unsupported(SQLException refusal) {
        return new SQLException(
                refusal.getMessage() + "; the pooler has to ignore it (PgBouncer: ignore_startup_parameters)",
                REJECTED,
                refusal);
    }

    private Properties properties(Properties credentials, String name) {
        String seconds = Long.toString(Math.max(1, timeout.toSeconds()));
        Properties properties = new Properties();
        properties.putAll(credentials);
        properties.setProperty("ApplicationName", name.substring(0, Math.min(name.length(), LONGEST_APPLICATION_NAME)));
        properties.setProperty("connectTimeout", seconds);
        properties.setProperty("loginTimeout", seconds);
        properties.setProperty("socketFactory", KeptSockets.class.getName());
        properties.setProperty("tcpKeepAlive", "true");
        return properties;
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
