package dev.skein.target;

import java.time.Duration;

/**
 * How long a database is tried to be reached.
 *
 * @param timeout of one try, for the TCP connection and again for the login
 * @param retry so long a database that cannot be reached is tried again: one that was paused takes half a minute to wake
 * @param rest so long a database is left alone that could not be reached several times in a row; longer each time, up to ten
 *     times as long
 */
public record ConnectLimits(Duration timeout, Duration retry, Duration rest) {
    /** The worker's own, but for the timeout. */
    public static final ConnectLimits DEFAULT =
            new ConnectLimits(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(30));
}
