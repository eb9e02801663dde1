package dev.skein.plan.trace;

import dev.skein.flyway.Failure;
import dev.skein.plan.segment.Segment;
import dev.skein.plan.sql.SqlStatement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What came of a rehearsal. */
public final class Rehearsed {
    private final List<Segment> segments;
    private final List<TracedStatement> statements;
    private final List<Inconclusive> inconclusive;
    private final Optional<Stop> stop;

    Rehearsed(
            List<Segment> segments,
            List<TracedStatement> statements,
            List<Inconclusive> inconclusive,
            Optional<Stop> stop) {
        this.segments = List.copyOf(segments);
        this.statements = List.copyOf(statements);
        this.inconclusive = List.copyOf(inconclusive);
        this.stop = stop;
    }

    /** What would be applied in one go, as far as the rehearsal could tell. */
    public List<Segment> segments() {
        return segments;
    }

    /** The statements that ran or were left out, in order. */
    public List<TracedStatement> statements() {
        return statements;
    }

    /** What it cannot tell. */
    public List<Inconclusive> inconclusive() {
        return inconclusive;
    }

    /** Why it did not come to the end; empty when it did. */
    public Optional<Stop> stop() {
        return stop;
    }

    /** Why a rehearsal did not come to its end. */
    public sealed interface Stop {
        /** Calls the function of the case at hand. */
        <R> R match(Function<Failed, R> failed, Function<OutOfTime, R> outOfTime);
    }

    /**
     * Something failed.
     *
     * @param cause as Flyway threw it
     * @param at the statement at hand, a callback's too; empty when it was none of the bundle's
     */
    public record Failed(Exception cause, Failure failure, Optional<SqlStatement> at) implements Stop {
        @Override
        public <R> R match(Function<Failed, R> failed, Function<OutOfTime, R> outOfTime) {
            return failed.apply(this);
        }
    }

    /**
     * The time was over.
     *
     * @param blockers who held the lock that was waited for, for people; empty text where none was
     */
    public record OutOfTime(Duration limit, Optional<SqlStatement> at, String blockers) implements Stop {
        @Override
        public <R> R match(Function<Failed, R> failed, Function<OutOfTime, R> outOfTime) {
            return outOfTime.apply(this);
        }
    }
}
