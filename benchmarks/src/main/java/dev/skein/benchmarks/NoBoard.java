package dev.skein.benchmarks;

import dev.skein.outcome.Attempt;
import dev.skein.outcome.Cancellation;
import dev.skein.outcome.ProgressBoard;
import dev.skein.outcome.ProgressDocument;
import java.util.Optional;

/** Nobody looks at the progress, and nobody cancels. */
final class NoBoard implements ProgressBoard {
    @Override
    public void show(ProgressDocument progress) {
        // Nobody looks.
    }

    @Override
    public Optional<Cancellation> cancellation(Attempt attempt) {
        return Optional.empty();
    }
}
