package dev.skein.plan.shadow;

import java.util.function.Function;

/** How a scratch database came by the target's schema. */
public sealed interface Method {
    /** Calls the function of the case at hand. */
    <R> R match(Function<Clone, R> clone, Function<Replay, R> replay);

    /**
     * The target's schema was dumped and restored.
     *
     * @param pgDump the version of pg_dump, such as {@code 15.18}
     */
    record Clone(String pgDump) implements Method {
        @Override
        public <R> R match(Function<Clone, R> clone, Function<Replay, R> replay) {
            return clone.apply(this);
        }
    }

    /**
     * The bundle's applied migrations were run once more.
     *
     * @param reason why the schema was not dumped, for people
     */
    record Replay(String reason) implements Method {
        @Override
        public <R> R match(Function<Clone, R> clone, Function<Replay, R> replay) {
            return replay.apply(this);
        }
    }
}
