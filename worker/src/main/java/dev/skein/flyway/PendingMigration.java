package dev.skein.flyway;

import org.flywaydb.core.api.MigrationInfo;
import org.jspecify.annotations.Nullable;

/**
 * A migration that is to be applied.
 *
 * @param version null for a repeatable migration
 * @param file its path in the bundle
 */
public record PendingMigration(@Nullable String version, String description, String file) {
    static PendingMigration of(MigrationInfo info) {
        return new PendingMigration(
                info.getVersion() == null ? null : info.getVersion().getVersion(),
                info.getDescription(),
                info.getPhysicalLocation());
    }
}
