package dev.skein.outcome;

import java.util.Optional;

/**
 * Where the end of an attempt is kept. It is looked for, and kept, while the target is held, so that nobody else takes up an
 * attempt that has ended.
 *
 * @param <R> what is kept
 */
public interface Ending<R> {
    /** What is kept of the attempt already; empty when it has not ended. */
    Optional<R> found();

    /** Keeps how it ended; returns what is kept, which is an earlier end where there is one. */
    R keep(Conclusion conclusion);

    /** Keeps nothing. */
    static Ending<Conclusion> nowhere() {
        return new Ending<>() {
            @Override
            public Optional<Conclusion> found() {
                return Optional.empty();
            }

            @Override
            public Conclusion keep(Conclusion conclusion) {
                return conclusion;
            }
        };
    }
}
