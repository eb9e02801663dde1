package dev.skein.apply;

import dev.skein.plan.segment.Segment;
import dev.skein.plan.sql.Shape;
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
    private boolean mayBeSet = true;

    SegmentWatch(Segment segment, Lease lease, Politeness politeness) {
        this.first = segment.files().get(0);
        this.lease = lease;
        this.politeness = politeness;
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE || event == Event.BEFORE_EACH_MIGRATE_STATEMENT;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        if (event == Event.BEFORE_EACH_MIGRATE) {
            begin(context);
        } else {
            mayBeSet = mayBeSet || maySet(StatementText.of(context));
        }
    }

    /** Definitions and rows leave the session's settings as they are; a query or a block may call what changes them. */
    private static boolean maySet(String sql) {
        Shape shape = Shape.of(sql);
        return !(shape.isDdl() || shape.writesRows()) || sql.contains("set_config");
    }

    private void begin(Context context) {
        String file = context.getMigrationInfo().getPhysicalLocation();
        Connection connection = context.getConnection();
        try {
            if (file.equals(first)) {
                // What a try before has set went with its transaction.
                mayBeSet = true;
                lease.hold();
            }
            if (mayBeSet) {
                politeness.set(connection);
                mayBeSet = false;
            }
        } catch (SQLException e) {
            throw new FlywayException("the session cannot be prepared for " + file, e);
        }
    }
}
