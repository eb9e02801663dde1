package dev.skein.target;

import java.time.Duration;

/**
 * How migrations are applied to one target.
 *
 * @param segments how much is one transaction
 * @param lockTimeout so long a statement waits for a lock, and others wait behind it; then its transaction is rolled back
 * @param lockBudget so long that is tried again
 */
public record ApplySettings(Granularity segments, Duration lockTimeout, Duration lockBudget) {
    /** All or nothing; three seconds for a lock, and ten minutes in all. */
    public static final ApplySettings DEFAULT =
            new ApplySettings(Granularity.FEWEST, Duration.ofSeconds(3), Duration.ofMinutes(10));
}
