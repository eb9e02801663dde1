package dev.skein.plan.shadow;

import java.time.Duration;

/**
 * How scratch databases are made.
 *
 * @param role what the pending migrations run as there, and what owns the objects; empty text for the migration role
 * @param pgDump the path of pg_dump, with psql in the same folder; empty text to look for it
 * @param timeout for making one, all in all
 */
public record ShadowSettings(ShadowServer server, String role, Seed seed, String pgDump, Duration timeout) {
    /** On the target's server, as the migration role, without rows, within 5 minutes. */
    public static final ShadowSettings DEFAULT =
            new ShadowSettings(new ShadowServer.Same(), "", Seed.NONE, "", Duration.ofMinutes(5));

    /** Refuses a timeout that is not positive. */
    public ShadowSettings {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("the timeout is not positive");
        }
    }
}
