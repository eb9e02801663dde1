package dev.skein.target;

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
}
