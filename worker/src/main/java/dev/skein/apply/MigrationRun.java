package dev.skein.apply;

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
        @Nullable String version, String file, @Nullable Integer statements, Duration duration) {}
