package dev.skein.target;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which targets' databases could not be reached several times in a row. Those are left alone for a while, so that they do not
 * use up the time of the others; then one try tells whether they are back. A database that refuses a login can be reached.
 */
final class Outages {
    private static final Logger LOG = LoggerFactory.getLogger(Outages.class);

    /** Failures in a row. */
    private static final int MANY = 3;

    private static final int LONGEST_REST = 10;

    private final Map<String, CircuitBreaker> breakers = new ConcurrentHashMap<>();
    private final CircuitBreakerConfig config;

    /** @param rest for the first time; doubled each time in a row, up to ten times as long */
    Outages(Duration rest) {
        this.config = CircuitBreakerConfig.custom()
                .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(MANY)
                .minimumNumberOfCalls(MANY)
                .failureRateThreshold(100)
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitIntervalFunctionInOpenState(
                        IntervalFunction.ofExponentialBackoff(rest, 2, rest.multipliedBy(LONGEST_REST)))
                .recordException(TransientFailure.class::isInstance)
                .build();
    }

    /** Opens something on a target. */
    @FunctionalInterface
    interface Opening<T> {
        /**
         * Opens it.
         *
         * @param patience how long it is worth trying
         */
        T open(Patience patience) throws SQLException;
    }

    /** How long it is worth trying. */
    enum Patience {
        /** As long as the settings say. */
        NORMAL,
        /** Once: the database was away, and is looked for. */
        ONE_TRY
    }

    /**
     * Opens it, unless the database was away just now.
     *
     * @throws TransientFailure when the database cannot be reached, or was not tried
     */
    <T> T open(Target target, Opening<T> opening) throws SQLException {
        CircuitBreaker breaker =
                breakers.computeIfAbsent(target.name() + " at " + target.hosts(), name -> breaker(target, name));
        try {
            return breaker.executeCallable(() -> opening.open(
                    breaker.getState() == CircuitBreaker.State.HALF_OPEN ? Patience.ONE_TRY : Patience.NORMAL));
        } catch (CallNotPermittedException e) {
            throw new TransientFailure(
                    "the database of target " + target.name() + " could not be reached " + MANY
                            + " times in a row, and is left alone for a while",
                    e);
        } catch (SQLException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private CircuitBreaker breaker(Target target, String name) {
        CircuitBreaker breaker = CircuitBreaker.of(name, config);
        breaker.getEventPublisher().onStateTransition(event -> {
            switch (event.getStateTransition().getToState()) {
                case OPEN ->
                    LOG.atError()
                            .addKeyValue("target", target.name())
                            .log("the target's database cannot be reached; its runs wait");
                case CLOSED ->
                    LOG.atInfo().addKeyValue("target", target.name()).log("the target's database can be reached again");
                default ->
                    LOG.atInfo()
                            .addKeyValue("target", target.name())
                            .log("looking whether the target's database is back");
            }
        });
        return breaker;
    }
}
