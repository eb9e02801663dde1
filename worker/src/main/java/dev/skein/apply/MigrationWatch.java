package dev.skein.apply;

import dev.skein.flyway.PendingMigration;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.jspecify.annotations.Nullable;

/** Sees what Flyway does: acts before its first migration and counts the statements of each. */
final class MigrationWatch extends BaseCallback {
    private final Map<String, Integer> statements = new HashMap<>();
    private List<String> expected = List.of();
    private Action first = () -> {};

    /** Notes what is to come, in order. */
    void expect(List<PendingMigration> pending) {
        expected = pending.stream().map(PendingMigration::file).toList();
    }

    boolean expectsSome() {
        return !expected.isEmpty();
    }

    /** The first expected file that is not done; empty text when there is none. */
    String next(Set<String> done) {
        return expected.stream()
                .filter(file -> !done.contains(file))
                .findFirst()
                .orElse("");
    }

    /** Has the action run when Flyway has found the history in order, and before anything is migrated. */
    void beforeFirst(Action action) {
        this.first = action;
    }

    /** How many statements of the file were executed; null when none was in this process. */
    @Nullable
    Integer statements(String file) {
        return statements.get(file);
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_MIGRATE || event == Event.AFTER_EACH_MIGRATE_STATEMENT;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        if (event == Event.AFTER_EACH_MIGRATE_STATEMENT) {
            statements.merge(context.getMigrationInfo().getPhysicalLocation(), 1, Integer::sum);
            return;
        }
        try {
            first.run();
        } catch (SQLException e) {
            throw new FlywayException("Skein's table skein.run cannot be written", e);
        }
    }

    /** Something that needs the database. */
    @FunctionalInterface
    interface Action {
        void run() throws SQLException;
    }
}
