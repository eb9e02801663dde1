package dev.skein.flyway;

import dev.skein.bundle.Bundle;
import dev.skein.bundle.FileKind;
import dev.skein.bundle.ManifestFile;
import dev.skein.target.Glance;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.internal.resolver.ChecksumCalculator;
import org.jspecify.annotations.Nullable;

/**
 * Tells without Flyway that a bundle is applied and nothing is to be done. It only knows the plain case; what else there is,
 * Flyway has to look at.
 */
public final class WholeHistory {
    /** What does something even where nothing is pending, or afterwards. */
    private static final Set<FileKind> NEVER_IDLE = Set.of(FileKind.CALLBACK, FileKind.ASSERTION);

    private WholeHistory() {}

    /** The version that the target has, when the history is all of the bundle, unchanged; empty when Flyway has to look. */
    public static Optional<Version> of(Bundle bundle, Glance glance) {
        if (!bundle.manifest().placeholders().isEmpty()
                || bundle.manifest().files().stream().anyMatch(file -> NEVER_IDLE.contains(file.kind()))) {
            return Optional.empty();
        }
        Map<String, Glance.Entry> last = new HashMap<>();
        for (Glance.Entry entry : glance.entries()) {
            if (!entry.success() || !entry.type().equals("SQL")) {
                return Optional.empty();
            }
            last.put(entry.script(), entry);
        }
        return isAll(bundle, last) ? Optional.of(new Version(highest(glance))) : Optional.empty();
    }

    /** The schema's version; null before the first versioned migration. */
    public record Version(@Nullable String value) {}

    private static boolean isAll(Bundle bundle, Map<String, Glance.Entry> last) {
        BundleResources resources = new BundleResources(bundle);
        int files = 0;
        for (ManifestFile file : bundle.manifest().files()) {
            if (file.kind() == FileKind.MIGRATION || file.kind() == FileKind.REPEATABLE) {
                files++;
                Glance.Entry entry = last.get(file.path().substring(ManifestFile.FOLDER.length()));
                if (entry == null || !isSame(file, entry, resources)) {
                    return false;
                }
            }
        }
        return files == last.size();
    }

    private static boolean isSame(ManifestFile file, Glance.Entry entry, BundleResources resources) {
        boolean repeatable = file.kind() == FileKind.REPEATABLE;
        return repeatable == (entry.version() == null)
                && entry.checksum() != null
                && entry.checksum()
                        == ChecksumCalculator.calculate(Objects.requireNonNull(resources.getResource(file.path())));
    }

    private static @Nullable String highest(Glance glance) {
        return glance.entries().stream()
                .map(Glance.Entry::version)
                .filter(Objects::nonNull)
                .max((one, other) -> MigrationVersion.fromVersion(one).compareTo(MigrationVersion.fromVersion(other)))
                .orElse(null);
    }
}
