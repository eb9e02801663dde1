package dev.skein;

import dev.skein.bundle.Reading;
import dev.skein.group.Group;
import dev.skein.group.GroupRun;
import dev.skein.outcome.Attempt;
import dev.skein.outcome.Cancellation;
import dev.skein.outcome.Conclusion;
import dev.skein.outcome.Ending;
import dev.skein.outcome.Outcome;
import dev.skein.outcome.OutcomeDocument;
import dev.skein.outcome.Problem;
import dev.skein.outcome.RunProblemCode;
import dev.skein.target.SqlState;
import dev.skein.target.TargetConnector;
import dev.skein.target.TransientFailure;
import java.sql.SQLException;
import java.util.Optional;

/** The members of a group. */
record GroupDestination(GroupRun run, Group group, TargetConnector connector) implements Destination {
    @Override
    public Begun begun(Attempt attempt) {
        return run.isBegun(attempt) ? new Sent(attempt) : Begun.NOTHING;
    }

    /** A bundle that is none is refused once, and not by each member. */
    @Override
    public OutcomeDocument execute(Attempt attempt, Reading reading, Ending<OutcomeDocument> ending) {
        return reading.match(
                accepted -> advance(attempt, ending),
                refused -> ending.keep(Conclusion.of(new Outcome.Rejected(
                        refused.problems().stream().map(Problem::of).toList()))));
    }

    private OutcomeDocument advance(Attempt attempt, Ending<OutcomeDocument> ending) {
        try {
            return run.execute(attempt, group, () -> group.members().list(connector), ending);
        } catch (SQLException e) {
            if (SqlState.isTransient(e)) {
                throw new TransientFailure("the members of group " + group.name() + " cannot be listed", e);
            }
            return ending.keep(Conclusion.of(
                    new Outcome.NotTried(Problem.of(RunProblemCode.of(e), String.valueOf(e.getMessage())))));
        }
    }

    /** The members have their messages, or some of them. */
    private final class Sent implements Begun {
        private final Attempt attempt;

        Sent(Attempt attempt) {
            this.attempt = attempt;
        }

        @Override
        public boolean hasEffect() {
            return true;
        }

        @Override
        public Outcome stopped(Problem problem) {
            return run.stand(attempt);
        }

        @Override
        public Outcome cancelled(Cancellation cancellation) {
            run.cancel(attempt, cancellation);
            return new Outcome.Cancelled(cancellation);
        }

        @Override
        public Optional<OutcomeDocument> goOn(Ending<OutcomeDocument> ending) {
            return Optional.of(advance(attempt, ending));
        }
    }
}
