package dev.skein.flyway;

import dev.skein.bundle.Bundle;
import dev.skein.bundle.FileKind;
import dev.skein.bundle.ManifestFile;
import java.io.Reader;
import java.io.StringReader;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/** Gives a bundle's files to Flyway, straight from the archive. */
final class BundleResources implements ResourceProvider {
    private static final String SETTINGS = ".conf";
    private static final String APPLIED = "afterMigrateApplied";

    private final Map<String, LoadableResource> resources = new LinkedHashMap<>();

    private static final Set<FileKind> NEVER_RUN = EnumSet.of(FileKind.UNDO, FileKind.ASSERTION);

    /** All that Flyway may ever run. */
    BundleResources(Bundle bundle) {
        this(
                bundle,
                bundle.manifest().files().stream()
                        .filter(file -> !NEVER_RUN.contains(file.kind()))
                        .toList());
    }

    /** All that there is, for reading alone. */
    static BundleResources everything(Bundle bundle) {
        return new BundleResources(bundle, bundle.manifest().files());
    }

    /** What one call is to run; Flyway takes our word for whether it is a transaction, since it misses some that are none. */
    BundleResources(Bundle bundle, Selection selection) {
        this(bundle, selection.files(bundle));
        if (!selection.isTransaction()) {
            selection.files(bundle).stream()
                    .filter(file -> file.kind() == FileKind.MIGRATION || file.kind() == FileKind.REPEATABLE)
                    .map(file -> file.path() + SETTINGS)
                    .forEach(path -> resources.putIfAbsent(path, new NoTransaction(path)));
        }
    }

    private BundleResources(Bundle bundle, List<ManifestFile> files) {
        files.forEach(file -> resources.put(file.path(), new BundleResource(bundle, file, file.fileName())));
    }

    /** All that Flyway may ever run, with {@code afterMigrateApplied} under the name of a further {@code afterMigrate}. */
    static BundleResources owing(Bundle bundle) {
        BundleResources owing = new BundleResources(bundle);
        bundle.manifest().files().stream()
                .filter(file ->
                        file.kind() == FileKind.CALLBACK && file.fileName().matches(APPLIED + "(\\.|__).*"))
                .forEach(file -> owing.resources.put(
                        file.path(),
                        new BundleResource(
                                bundle, file, "afterMigrate__" + file.fileName().substring("afterMigrate".length()))));
        return owing;
    }

    /** Flyway asks for a script's settings by the path below its location. */
    @Override
    public @Nullable LoadableResource getResource(String name) {
        return resources.getOrDefault(name, resources.get(ManifestFile.FOLDER + name));
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
        return resources.values().stream()
                .filter(resource -> resource.getFilename().startsWith(prefix)
                        && Arrays.stream(suffixes).anyMatch(resource.getFilename()::endsWith))
                .toList();
    }

    /** A script's settings, where it has none of its own. */
    private static final class NoTransaction extends LoadableResource {
        private final String path;

        NoTransaction(String path) {
            this.path = path;
        }

        @Override
        public Reader read() {
            return new StringReader("executeInTransaction=false\n");
        }

        @Override
        public String getAbsolutePath() {
            return path;
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return path;
        }

        @Override
        public String getFilename() {
            return path.substring(path.lastIndexOf('/') + 1);
        }

        @Override
        public String getRelativePath() {
            return path.substring(ManifestFile.FOLDER.length());
        }
    }

    private static final class BundleResource extends LoadableResource {
        private final Bundle bundle;
        private final ManifestFile file;
        private final String name;

        /** @param name that Flyway takes it for */
        BundleResource(Bundle bundle, ManifestFile file, String name) {
            this.bundle = bundle;
            this.file = file;
            this.name = name;
        }

        @Override
        public Reader read() {
            return bundle.open(file);
        }

        @Override
        public String getAbsolutePath() {
            return file.path();
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return file.path();
        }

        @Override
        public String getFilename() {
            return name;
        }

        /** What Flyway writes into its history as the script's name: the path below its location. */
        @Override
        public String getRelativePath() {
            return file.path().substring(file.path().indexOf('/') + 1);
        }
    }
}
