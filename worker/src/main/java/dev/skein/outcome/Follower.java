package dev.skein.outcome;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Waits for something to appear in the bucket. */
public final class Follower {
    private static final Duration SHORTEST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(3);

    private final Clock clock;
    private final Consumer<Duration> progress;

    /** @param progress told how long it has waited, at each look */
    public Follower(Clock clock, Consumer<Duration> progress) {
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * Looks again and again, at growing intervals of up to 3 s.
     *
     * @param look empty while it is not there
     * @return empty when it did not appear in time, or the thread was interrupted
     */
    public <T> Optional<T> await(Supplier<Optional<T>> look, Duration timeout) {
        Instant begin = clock.instant();
        Duration pause = SHORTEST;
        while (true) {
            Optional<T> found = look.get();
            Duration waited = Duration.between(begin, clock.instant());
            if (found.isPresent() || waited.compareTo(timeout) >= 0) {
                return found;
            }
            progress.accept(waited);
            if (!sleep(min(pause, timeout.minus(waited)))) {
                return Optional.empty();
            }
            pause = min(pause.multipliedBy(3).dividedBy(2), LONGEST);
        }
    }

    private static boolean sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
