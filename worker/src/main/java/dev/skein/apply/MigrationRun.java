package dev.skein.apply;

import dev.skein.bundle.ManifestFile;
import dev.skein.target.History;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A migration that was applied.
 *
 * @param version null for a repeatable migration
 * @param file its path in the bundle
 * @param statements how many it executed; null when an earlier worker applied it and died before it could tell
 */
public record MigrationRun(
        @Nullable String version, String file, @Nullable Integer statements, Duration duration) {

    /** Reads an entry that this run made: its script is the path below the bundle's folder of scripts. */
    static MigrationRun of(History.Row row, MigrationWatch watch) {
        String file = ManifestFile.FOLDER + row.script();
        return new MigrationRun(row.version(), file, watch.statements(file), Duration.ofMillis(row.milliseconds()));
    }
}
