package dev.skein.outcome;

import dev.skein.telemetry.Step;
import dev.skein.telemetry.Steps;
import java.time.Clock;
import java.util.Optional;

/** An attempt's end in the bucket. */
public final class StoredEnding implements Ending<OutcomeDocument> {
    private final RunStore runs;
    private final Attempt attempt;
    private final Clock clock;
    private final Steps steps;

    /**
     * @param attempt the one that ends
     * @param steps told of the storing
     */
    public StoredEnding(RunStore runs, Attempt attempt, Clock clock, Steps steps) {
        this.runs = runs;
        this.attempt = attempt;
        this.clock = clock;
        this.steps = steps;
    }

    @Override
    public Optional<OutcomeDocument> found() {
        return runs.find(attempt.run(), attempt.number()).map(runs::store);
    }

    @Override
    public OutcomeDocument keep(Conclusion conclusion) {
        return steps.step(Step.OUTCOME, () -> runs.store(OutcomeWriter.write(attempt, conclusion, clock.instant())));
    }
}
