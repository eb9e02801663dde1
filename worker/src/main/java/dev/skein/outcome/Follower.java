package dev.skein.outcome;

import dev.skein.intake.AwsFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/** Waits for something to appear in the bucket. A bucket that cannot be read for a moment is looked at again. */
public final class Follower {
    private static final Duration SHORTEST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(3);

    /** So many looks in a row fail before it gives up; the SDK has tried each of them several times. */
    private static final int FAILURES = 5;

    private final Clock clock;
    private final Consumer<Duration> progress;
    private Optional<SdkException> failure = Optional.empty();
    private int failures;
    private boolean seen;

    /** @param progress told how long it has waited, at each look */
    public Follower(Clock clock, Consumer<Duration> progress) {
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * Looks again and again, at growing intervals of up to 3 s. A look that fails for a reason that can pass is none: only after
     * five in a row, or when the credentials have come to their end, it gives up, as {@link #lost} says then.
     *
     * @param look empty while it is not there
     * @return empty when it did not appear in time, it gave up, or the thread was interrupted
     * @throws SdkException when it cannot be looked for at all
     */
    public <T> Optional<T> await(Supplier<Optional<T>> look, Duration timeout) {
        Instant begin = clock.instant();
        Duration pause = SHORTEST;
        while (true) {
            Optional<T> found = look(look);
            Duration waited = Duration.between(begin, clock.instant());
            if (found.isPresent() || waited.compareTo(timeout) >= 0 || isHopeless()) {
                return found;
            }
            show(waited);
            if (!sleep(min(pause, timeout.minus(waited)))) {
                return Optional.empty();
            }
            pause = min(pause.multipliedBy(3).dividedBy(2), LONGEST);
        }
    }

    /** Why the last look failed; empty when it did not. */
    public Optional<String> lost() {
        return failure.map(AwsFailure::describe);
    }

    private <T> Optional<T> look(Supplier<Optional<T>> look) {
        try {
            Optional<T> found = look.get();
            seen = true;
            failures = 0;
            failure = Optional.empty();
            return found;
        } catch (SdkException e) {
            tolerate(e);
            failures++;
            failure = Optional.of(e);
            return Optional.empty();
        }
    }

    /** How far it is may be read from the bucket, too. Whether that can be read, the next look finds out. */
    private void show(Duration waited) {
        try {
            progress.accept(waited);
        } catch (SdkException e) {
            tolerate(e);
        }
    }

    private void tolerate(SdkException failed) {
        if (!AwsFailure.isTransient(failed) && !isCredentialsEnd(failed)) {
            throw failed;
        }
    }

    private boolean isHopeless() {
        return failures >= FAILURES || failure.filter(this::isCredentialsEnd).isPresent();
    }

    /** Who has looked before had credentials. */
    private boolean isCredentialsEnd(SdkException failed) {
        return AwsFailure.isExpired(failed) || (seen && AwsFailure.isWithoutCredentials(failed));
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
