package dev.skein.apply;

import dev.skein.flyway.PendingMigration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.jspecify.annotations.Nullable;

/** Sees what Flyway does: which migration it is at, and how many statements each had. */
final class MigrationWatch extends BaseCallback {
    private final Map<String, Integer> statements = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Progress progress;
    private List<String> expected = List.of();
    private String current = "";

    /** @param progress told of each migration and each statement */
    MigrationWatch(Progress progress) {
        this.progress = progress;
    }

    /** Notes what is to come, in order. */
    void expect(List<PendingMigration> pending) {
        expected = pending.stream().map(PendingMigration::file).toList();
        expected.forEach(file -> numbers.put(file, numbers.size() + 1));
    }

    boolean expectsSome() {
        return !expected.isEmpty();
    }

    /** The file that is applied, or else the first expected one that is not done; empty text when there is none. */
    String at(Set<String> done) {
        return Stream.concat(Stream.of(current), expected.stream())
                .filter(file -> !file.isEmpty() && !done.contains(file))
                .findFirst()
                .orElse("");
    }

    /** The file that is applied, or failed; empty text between two. */
    String current() {
        return current;
    }

    /** How many statements of the file were executed; null when none was in this process. */
    @Nullable
    Integer statements(String file) {
        return statements.get(file);
    }

    @Override
    public boolean supports(Event event, Context context) {
        return switch (event) {
            case BEFORE_EACH_MIGRATE, BEFORE_EACH_MIGRATE_STATEMENT, AFTER_EACH_MIGRATE_STATEMENT, AFTER_EACH_MIGRATE ->
                true;
            default -> false;
        };
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        String file = context.getMigrationInfo().getPhysicalLocation();
        switch (event) {
            case BEFORE_EACH_MIGRATE -> {
                current = file;
                statements.remove(file);
                progress.at(new Progress.Step(file, numbers.getOrDefault(file, 0), expected.size(), 0, ""));
            }
            case BEFORE_EACH_MIGRATE_STATEMENT -> progress.statement(StatementText.of(context));
            case AFTER_EACH_MIGRATE_STATEMENT -> statements.merge(file, 1, Integer::sum);
            default -> {
                current = "";
                progress.passed();
            }
        }
    }
}
