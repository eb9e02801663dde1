package dev.skein.flyway;

import dev.skein.bundle.Bundle;
import dev.skein.bundle.FileKind;
import dev.skein.bundle.ManifestFile;
import dev.skein.target.Glance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.ClassicConfiguration;
import org.flywaydb.core.internal.resolver.ChecksumCalculator;
import org.flywaydb.core.internal.resource.ResourceName;
import org.flywaydb.core.internal.resource.ResourceNameParser;
import org.jspecify.annotations.Nullable;

/**
 * How a bundle and a history stand to each other, told without Flyway, whose way grows with the history and takes many questions.
 * It only knows the plain case: everything in the history is in the bundle, unchanged, and what is new comes after it.
 */
public final class PlainStanding {
    private static final ResourceNameParser NAMES = new ResourceNameParser(new ClassicConfiguration());

    private final BundleResources resources;
    private final Map<String, Glance.Entry> last = new HashMap<>();

    private PlainStanding(Bundle bundle) {
        this.resources = new BundleResources(bundle);
    }

    /** What is pending, in Flyway's order; empty when the case is not plain, and Flyway has to look. */
    public static Optional<List<PendingMigration>> of(Bundle bundle, List<Glance.Entry> entries) {
        // Placeholders change what a repeatable migration's checksum is of.
        return bundle.manifest().placeholders().isEmpty()
                ? new PlainStanding(bundle).pending(bundle, entries)
                : Optional.empty();
    }

    private Optional<List<PendingMigration>> pending(Bundle bundle, List<Glance.Entry> entries) {
        for (Glance.Entry entry : entries) {
            if (!entry.success() || !entry.type().equals("SQL")) {
                return Optional.empty();
            }
            last.put(entry.script(), entry);
        }
        Optional<MigrationVersion> highest = entries.stream()
                .map(Glance.Entry::version)
                .filter(Objects::nonNull)
                .map(MigrationVersion::fromVersion)
                .max(Comparator.naturalOrder());
        List<ManifestFile> versioned = new ArrayList<>();
        List<ManifestFile> repeatable = new ArrayList<>();
        for (ManifestFile file : bundle.manifest().files()) {
            Glance.Entry entry = last.remove(file.script());
            if (file.kind() == FileKind.REPEATABLE && !isSame(file, entry)) {
                repeatable.add(file);
            } else if (file.kind() == FileKind.MIGRATION && entry == null) {
                versioned.add(file);
            } else if (file.kind() == FileKind.MIGRATION && !isSame(file, entry)) {
                return Optional.empty();
            }
        }
        boolean late = versioned.stream()
                .anyMatch(file -> highest.filter(version -> version(file).compareTo(version) <= 0)
                        .isPresent());
        return last.isEmpty() && !late ? Optional.of(pending(versioned, repeatable)) : Optional.empty();
    }

    private static List<PendingMigration> pending(List<ManifestFile> versioned, List<ManifestFile> repeatable) {
        versioned.sort(Comparator.comparing(PlainStanding::version));
        repeatable.sort(Comparator.comparing(file -> name(file).getDescription()));
        List<PendingMigration> pending = new ArrayList<>();
        versioned.forEach(file -> pending.add(
                new PendingMigration(version(file).getVersion(), name(file).getDescription(), file.path())));
        repeatable.forEach(
                file -> pending.add(new PendingMigration(null, name(file).getDescription(), file.path())));
        return List.copyOf(pending);
    }

    private boolean isSame(ManifestFile file, Glance.@Nullable Entry entry) {
        return entry != null
                && Objects.equals(
                        entry.checksum(),
                        ChecksumCalculator.calculate(Objects.requireNonNull(resources.getResource(file.path()))));
    }

    static MigrationVersion version(ManifestFile file) {
        return name(file).getVersion();
    }

    private static ResourceName name(ManifestFile file) {
        return NAMES.parse(file.fileName());
    }
}
