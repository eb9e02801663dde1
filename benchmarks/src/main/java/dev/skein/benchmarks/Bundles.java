package dev.skein.benchmarks;

import dev.skein.bundle.Bundle;
import dev.skein.bundle.BundleArchive;
import dev.skein.bundle.BundleId;
import dev.skein.bundle.BundleReader;
import dev.skein.bundle.Manifest;
import dev.skein.bundle.SourceFolder;
import dev.skein.bundle.SourceLayout;
import dev.skein.bundle.SourceListing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Makes bundles of folders, as {@code skein bundle} does. */
final class Bundles {
    private Bundles() {}

    /** A bundle {@code load} 1.0.0, open as long as this process lives. */
    static Bundle of(Path folder) throws IOException {
        return of(folder, "1.0.0");
    }

    /** A bundle {@code load} of a version. */
    static Bundle of(Path folder, String version) throws IOException {
        return BundleReader.read(archive(folder, version)).match(accepted -> accepted.bundle(), refused -> {
            throw new IllegalStateException(refused.problems().toString());
        });
    }

    /** The same as a file. */
    static Path archive(Path folder, String version) throws IOException {
        SourceFolder source = SourceFolder.open(folder);
        SourceLayout layout = source.layout();
        SourceListing listing = source.list(layout);
        Manifest manifest = new Manifest(
                new BundleId("load", version),
                new Manifest.Source("", "", layout.label()),
                Map.of(),
                listing.entries());
        Path archive = Files.createTempFile("skein-benchmark", ".zip");
        archive.toFile().deleteOnExit();
        BundleArchive.write(manifest, listing, archive);
        return archive;
    }
}
