package dev.skein.flyway;

import dev.skein.bundle.Bundle;
import dev.skein.bundle.FileKind;
import dev.skein.bundle.ManifestFile;
import java.io.Reader;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/** Gives a bundle's files to Flyway, straight from the archive. */
final class BundleResources implements ResourceProvider {
    private final Map<String, LoadableResource> resources = new LinkedHashMap<>();

    BundleResources(Bundle bundle) {
        bundle.manifest().files().stream()
                .filter(file -> file.kind() != FileKind.UNDO)
                .forEach(file -> resources.put(file.path(), new BundleResource(bundle, file)));
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

    private static final class BundleResource extends LoadableResource {
        private final Bundle bundle;
        private final ManifestFile file;

        BundleResource(Bundle bundle, ManifestFile file) {
            this.bundle = bundle;
            this.file = file;
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
            return file.fileName();
        }

        /** What Flyway writes into its history as the script's name: the path below its location. */
        @Override
        public String getRelativePath() {
            return file.path().substring(ManifestFile.FOLDER.length());
        }
    }
}
