package dev.skein.plan.trace;

import dev.skein.plan.segment.Segment;
import dev.skein.plan.segment.Segmentation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Counts now and then the locks that a segment's transaction holds after a migration. The server has one table for the locks of all
 * sessions; who fills it breaks the others, too. So a segment that would hold more than half of it is cut.
 *
 * @see <a href="https://www.postgresql.org/docs/current/runtime-config-locks.html#GUC-MAX-LOCKS-PER-TRANSACTION">
 *     max_locks_per_transaction</a>
 */
final class LockCount extends BaseCallback {
    /** What is locked in several modes takes one place. */
    private static final String COUNT = """
            SELECT count(DISTINCT (locktype, relation, classid, objid, objsubid)), current_setting('max_locks_per_transaction')::bigint
                    * (current_setting('max_connections')::bigint + current_setting('max_prepared_transactions')::bigint)
            FROM pg_locks WHERE pid = pg_backend_pid() AND NOT fastpath""";

    /** Statements after which it is worth counting again: a count takes the longer, the more locks there are. */
    private static final int MANY = 50;

    private final List<Held> held = new ArrayList<>();
    private int statements;
    private long half;

    /** @param locks after the migration */
    private record Held(String file, long locks) {}

    /** A segment begins, perhaps once more after a failure. */
    void begin() {
        held.clear();
        statements = 0;
    }

    /** Cuts the segment where it is too much, after it went well. */
    void cut(Segment segment, Segmentation segmentation) {
        long before = 0;
        for (int i = 0; segment.transaction() && i < held.size(); i++) {
            long locks = held.get(i).locks();
            long previous = i == 0 ? 0 : held.get(i - 1).locks();
            if (locks - before > half) {
                segmentation.cutBefore(
                        held.get(i).file(),
                        "with it the transaction would hold " + (locks - before)
                                + " locks, more than half of what the server has room for");
                before = previous;
            }
        }
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.AFTER_EACH_MIGRATE_STATEMENT || event == Event.AFTER_EACH_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        if (event == Event.AFTER_EACH_MIGRATE_STATEMENT) {
            statements++;
        } else if (statements >= MANY) {
            statements = 0;
            count(context);
        }
    }

    private void count(Context context) {
        Connection connection = context.getConnection();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(COUNT)) {
            row.next();
            held.add(new Held(context.getMigrationInfo().getPhysicalLocation(), row.getLong(1)));
            half = row.getLong(2) / 2;
        } catch (SQLException e) {
            throw new FlywayException("the locks of the dry run cannot be counted", e);
        }
    }
}
