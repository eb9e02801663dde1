package dev.skein.apply;

import dev.skein.bundle.Bundle;
import dev.skein.plan.assertion.Assertion;
import dev.skein.plan.assertion.AssertionCheck;
import dev.skein.plan.assertion.Violation;
import dev.skein.plan.segment.Segment;
import dev.skein.target.TargetSession;
import java.sql.SQLException;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Checks a bundle's assertions when its last migration is applied: before the commit where that one is in a transaction, so that
 * nothing of the segment stays where one does not hold; after it otherwise.
 */
final class AssertionWatch extends BaseCallback {
    private final Bundle bundle;
    private final TargetSession session;
    private final Optional<Segment> segment;

    private AssertionWatch(Bundle bundle, TargetSession session, Optional<Segment> segment) {
        this.bundle = bundle;
        this.session = session;
        this.segment = segment;
    }

    /**
     * Stands beside a segment.
     *
     * @param last the last of all migrations that are pending
     */
    static AssertionWatch of(Bundle bundle, TargetSession session, Segment segment, String last) {
        return new AssertionWatch(
                bundle,
                session,
                Optional.of(segment).filter(some -> some.files().contains(last)));
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.AFTER_EACH_MIGRATE
                && segment.filter(Segment::transaction).isPresent();
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        String file = context.getMigrationInfo().getPhysicalLocation();
        segment.map(Segment::files)
                .filter(files -> files.indexOf(file) == files.size() - 1)
                .ifPresent(files -> require(bundle, session));
    }

    /** To be called when the segment is committed. */
    void committed() {
        if (segment.filter(some -> !some.transaction()).isPresent()) {
            require(bundle, session);
        }
    }

    /**
     * Requires that all assertions hold.
     *
     * @throws AssertionViolated when one does not
     * @throws FlywayException when another try may tell
     */
    static void require(Bundle bundle, TargetSession session) {
        try {
            Optional<Violation> violation = new AssertionCheck(session).check(Assertion.of(bundle));
            if (violation.isPresent()) {
                throw new AssertionViolated(violation.get());
            }
        } catch (SQLException e) {
            throw new FlywayException("the assertions cannot be checked", e);
        }
    }
}
