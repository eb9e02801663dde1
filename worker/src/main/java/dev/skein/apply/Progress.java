package dev.skein.apply;

import dev.skein.telemetry.Steps;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far the work on a bundle is. Written by the thread that does it and read by others, one of which may ask for its end:
 * it then ends before the next statement.
 */
public final class Progress {
    private final Drain drain;
    private final Steps steps;
    private State state = new State(Phase.PLANNING, null, 0);
    private @Nullable Canceller canceller;

    /** Of work that nobody tells to end but by {@link #cancel}. */
    public Progress() {
        this(new Drain(), Steps.NONE);
    }

    /**
     * @param drain that the worker is told to end
     * @param steps told of migrations and of what is begun again
     */
    public Progress(Drain drain, Steps steps) {
        this.drain = drain;
        this.steps = steps;
    }

    /** What is being done. */
    public enum Phase {
        /** The plan is made; nothing is executed on the target. */
        PLANNING,
        /** Migrations are executed. */
        APPLYING,
        /** What has to be executed is executed, or is not going to be. */
        FINISHING
    }

    /**
     * All that is known at one moment.
     *
     * @param step null where no migration is at work
     * @param retries how often a segment was begun again because of a lock
     */
    public record State(Phase phase, @Nullable Step step, int retries) {}

    /**
     * Where the apply is.
     *
     * @param file the migration's path in the bundle
     * @param index of the migration among those that are pending, from 1
     * @param of how many are pending
     * @param statement of the migration, from 1; 0 before the first
     * @param sql the statement's text; empty before the first
     */
    public record Step(String file, int index, int of, int statement, String sql) {}

    /** Ends what the database does for the apply at the moment. */
    @FunctionalInterface
    public interface Canceller {
        /** Sends the request; it may come too late. */
        void cancel();
    }

    /** The state at the moment. */
    public synchronized State state() {
        return state;
    }

    /**
     * Asks for the end; as often as one likes. What is executed at the moment is cancelled, but only while migrations are.
     */
    public synchronized void cancel(Canceller how) {
        canceller = how;
        cutOff(how);
    }

    /** Ends what is executed at the moment, because the worker ends. */
    public synchronized void cutOff(Canceller how) {
        if (state.phase() == Phase.APPLYING) {
            how.cancel();
        }
    }

    /** Whether the worker is told to end: nothing is begun any more. */
    boolean isDraining() {
        return drain.isBegun();
    }

    /** Whether it was cut off, because the worker ends. */
    boolean isCutOff() {
        return drain.isOver();
    }

    /** Whether somebody has asked for the end. */
    public synchronized boolean isCancelled() {
        return canceller != null;
    }

    synchronized void enter(Phase phase) {
        state = new State(phase, null, state.retries());
    }

    synchronized void retry() {
        state = new State(state.phase(), null, state.retries() + 1);
        steps.retried();
    }

    /** What failed is cleared away now, which is not to be cancelled. */
    synchronized void failed() {
        state = new State(Phase.FINISHING, state.step(), state.retries());
    }

    /** @throws CancelledException when somebody has asked for the end */
    synchronized void at(Step step) {
        state = new State(Phase.APPLYING, step, state.retries());
        goOn();
        steps.migration(step.file());
    }

    /** The migration has ended well. */
    synchronized void passed() {
        steps.migrationEnded();
    }

    /** @throws CancelledException when somebody has asked for the end */
    synchronized void statement(String sql) {
        Optional.ofNullable(state.step())
                .ifPresent(step -> state = new State(
                        Phase.APPLYING,
                        new Step(step.file(), step.index(), step.of(), step.statement() + 1, sql),
                        state.retries()));
        goOn();
    }

    /** @throws CancelledException when somebody has asked for the end */
    synchronized void goOn() {
        if (canceller != null || drain.isOver()) {
            throw new CancelledException();
        }
    }
}
