package dev.skein;

import dev.skein.apply.SoFar;
import dev.skein.bundle.Reading;
import dev.skein.outcome.Attempt;
import dev.skein.outcome.Cancellation;
import dev.skein.outcome.Ending;
import dev.skein.outcome.Outcome;
import dev.skein.outcome.OutcomeDocument;
import dev.skein.outcome.Problem;
import dev.skein.outcome.TargetRun;
import dev.skein.plan.PlannedTarget;

/** One target. */
record TargetDestination(TargetRun run, PlannedTarget target) implements Destination {
    @Override
    public Begun begun(Attempt attempt) {
        return run.soFar(attempt, target.target()).<Begun>map(Applied::new).orElse(Begun.NOTHING);
    }

    @Override
    public OutcomeDocument execute(Attempt attempt, Reading reading, Ending<OutcomeDocument> ending) {
        return run.execute(attempt, reading, target, ending);
    }

    /** What the target's own tables tell. */
    private record Applied(SoFar soFar) implements Begun {
        @Override
        public boolean hasEffect() {
            return soFar.hasEffect();
        }

        @Override
        public Outcome stopped(Problem problem) {
            return new Outcome.Failed(soFar.versions(), soFar.applied(), problem);
        }

        @Override
        public Outcome cancelled(Cancellation cancellation) {
            return new Outcome.Cancelled(soFar.versions(), soFar.applied(), cancellation);
        }
    }
}
