package dev.skein.apply;

import dev.skein.plan.assertion.Violation;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;

/** An assertion does not hold: the way out of Flyway's transaction. */
final class AssertionViolated extends FlywayException {
    private static final long serialVersionUID = 1L;
    private final transient Violation violation;

    AssertionViolated(Violation violation) {
        super(violation.query().place() + ": " + violation.why());
        this.violation = violation;
    }

    /** The violation that an exception of Flyway's stands for; empty where it stands for something else. */
    static Optional<Violation> in(Exception failure) {
        return Causes.first(failure, AssertionViolated.class).map(violated -> violated.violation);
    }
}
