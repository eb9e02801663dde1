package dev.skein.outcome;

import java.time.Clock;
import java.util.Optional;

/** An attempt's end in the bucket. */
public final class StoredEnding implements Ending<OutcomeDocument> {
    private final RunStore runs;
    private final Attempt attempt;
    private final Clock clock;

    /** @param attempt the one that ends */
    public StoredEnding(RunStore runs, Attempt attempt, Clock clock) {
        this.runs = runs;
        this.attempt = attempt;
        this.clock = clock;
    }

    @Override
    public Optional<OutcomeDocument> found() {
        return runs.find(attempt.run(), attempt.number()).map(runs::store);
    }

    @Override
    public OutcomeDocument keep(Conclusion conclusion) {
        return runs.store(OutcomeWriter.write(attempt, conclusion, clock.instant()));
    }
}
