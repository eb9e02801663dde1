package dev.skein;

import dev.skein.bundle.Reading;
import dev.skein.outcome.Attempt;
import dev.skein.outcome.Cancellation;
import dev.skein.outcome.Ending;
import dev.skein.outcome.Outcome;
import dev.skein.outcome.OutcomeDocument;
import dev.skein.outcome.Problem;
import java.util.Optional;

/** Where an upload is to be applied: one target, or the members of a group. */
interface Destination {
    /**
     * What tries of the attempt before this one have done.
     *
     * @throws dev.skein.target.TransientFailure when it cannot be told at the moment
     */
    Begun begun(Attempt attempt);

    /**
     * Applies what came of reading the upload, or refuses it; keeps the outcome.
     *
     * @throws dev.skein.target.TransientFailure when the attempt has to wait
     */
    OutcomeDocument execute(Attempt attempt, Reading reading, Ending<OutcomeDocument> ending);

    /** What was done before. */
    interface Begun {
        /** Of an attempt that nobody tried before, as far as is known. */
        Begun NOTHING = new Begun() {
            @Override
            public boolean hasEffect() {
                return false;
            }

            @Override
            public Outcome stopped(Problem problem) {
                return new Outcome.NotTried(problem);
            }

            @Override
            public Outcome cancelled(Cancellation cancellation) {
                return new Outcome.Cancelled(cancellation);
            }
        };

        /** Whether there is an effect: a deadline forbids to begin, not to finish. */
        boolean hasEffect();

        /** The outcome where it ends here for a reason that is not its own. */
        Outcome stopped(Problem problem);

        /** The outcome where somebody asked for the end. */
        Outcome cancelled(Cancellation cancellation);

        /** Goes on without the bundle; empty where the bundle is needed. */
        default Optional<OutcomeDocument> goOn(Ending<OutcomeDocument> ending) {
            return Optional.empty();
        }
    }
}
