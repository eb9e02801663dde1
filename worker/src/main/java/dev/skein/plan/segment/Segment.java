package dev.skein.plan.segment;

import dev.skein.flyway.PendingMigration;
import java.util.List;

/**
 * Migrations that are applied in one go.
 *
 * @param transaction whether they are one transaction; otherwise it is one migration, each statement of it on its own
 * @param reason why it is not one with the segment before it, or no transaction; empty text where there is nothing to say
 */
public record Segment(boolean transaction, String reason, List<PendingMigration> migrations) {
    /** Copies the migrations. */
    public Segment {
        migrations = List.copyOf(migrations);
    }

    /** The migrations' paths in the bundle. */
    public List<String> files() {
        return migrations.stream().map(PendingMigration::file).toList();
    }
}
