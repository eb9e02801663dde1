package dev.skein.flyway;

import dev.skein.bundle.Bundle;
import dev.skein.bundle.FileKind;
import dev.skein.bundle.ManifestFile;
import dev.skein.target.Glance;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.flywaydb.core.api.MigrationVersion;

/** What a history lacks of a bundle, told by versions alone; what a baseline stands for it has. */
public final class Lacking {
    private Lacking() {}

    /** The versioned migrations of the bundle that the history has not applied, in the bundle's order. */
    public static List<ManifestFile> of(Bundle bundle, List<Glance.Entry> entries) {
        Set<MigrationVersion> applied = new TreeSet<>(versions(entries));
        Optional<MigrationVersion> baseline =
                versions(entries.stream()
                                .filter(entry -> entry.type().equals("BASELINE"))
                                .toList())
                        .stream()
                        .max(Comparator.naturalOrder());
        return bundle.manifest().files().stream()
                .filter(file -> file.kind() == FileKind.MIGRATION)
                .filter(file -> !applied.contains(PlainStanding.version(file))
                        && baseline.filter(up -> PlainStanding.version(file).compareTo(up) <= 0)
                                .isEmpty())
                .toList();
    }

    private static List<MigrationVersion> versions(List<Glance.Entry> entries) {
        return entries.stream()
                .filter(Glance.Entry::success)
                .flatMap(entry -> Optional.ofNullable(entry.version()).stream())
                .map(MigrationVersion::fromVersion)
                .toList();
    }
}
