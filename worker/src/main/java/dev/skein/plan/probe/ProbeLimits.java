package dev.skein.plan.probe;

import java.time.Duration;

/**
 * How long probes may take on a target.
 *
 * @param each a question
 * @param total all questions of a plan together
 */
public record ProbeLimits(Duration each, Duration total) {
    /** Ten seconds each, a minute together. */
    public static final ProbeLimits DEFAULT = each(Duration.ofSeconds(10));

    /** So long for each question, and six times that for all. */
    public static ProbeLimits each(Duration each) {
        return new ProbeLimits(each, each.multipliedBy(6));
    }

    /** Refuses durations that are no time at all. */
    public ProbeLimits {
        if (each.toMillis() <= 0 || total.toMillis() <= 0) {
            throw new IllegalArgumentException("probes need time: " + each + ", " + total);
        }
    }
}
