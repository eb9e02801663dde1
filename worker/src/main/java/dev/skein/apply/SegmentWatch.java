package dev.skein.apply;

import dev.skein.plan.segment.Segment;
import dev.skein.target.Lease;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Stands beside a segment while Flyway applies it: its transaction begins with the lease, every migration with the same
 * settings.
 */
final class SegmentWatch extends BaseCallback {
    private final String first;
    private final Lease lease;
    private final Politeness politeness;

    SegmentWatch(Segment segment, Lease lease, Politeness politeness) {
        this.first = segment.files().get(0);
        this.lease = lease;
        this.politeness = politeness;
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        String file = context.getMigrationInfo().getPhysicalLocation();
        Connection connection = context.getConnection();
        try {
            if (file.equals(first)) {
                lease.hold();
            }
            politeness.set(connection);
        } catch (SQLException e) {
            throw new FlywayException("the session cannot be prepared for " + file, e);
        }
    }
}
