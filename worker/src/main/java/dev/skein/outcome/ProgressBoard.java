package dev.skein.outcome;

import java.util.Optional;

/** Where others see how far an attempt is, and ask for its end. */
public interface ProgressBoard {
    /** Shows how far it is, in place of what was shown before. */
    void show(ProgressDocument progress);

    /** That somebody asked for its end; empty while nobody has. */
    Optional<Cancellation> cancellation(Attempt attempt);
}
