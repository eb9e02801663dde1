package dev.skein.target;

import java.util.Optional;
import java.util.Properties;

/** How a connection logs in. Asked anew for each connection, so that a rotated secret is picked up. */
public interface Credentials {
    /** The driver's properties for logging in: user, password, plugins. */
    Properties properties();

    /** How it logs in, for people, without any secret. */
    String describe();

    /** The URL for the driver that understands these properties. */
    default String driverUrl(String url) {
        return url;
    }

    /**
     * The password for other programs than the driver; empty where they need none, or find it themselves.
     *
     * @param host the server's, as these programs are told it
     */
    default Optional<Secret> password(String host, int port) {
        return Optional.ofNullable(properties().getProperty("password")).map(Secret::new);
    }
}
