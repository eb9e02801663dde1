package dev.skein.testing;

import dev.skein.bundle.Bundle;
import dev.skein.bundle.BundleArchive;
import dev.skein.bundle.BundleId;
import dev.skein.bundle.BundleReader;
import dev.skein.bundle.Manifest;
import dev.skein.bundle.SourceFolder;
import dev.skein.bundle.SourceLayout;
import dev.skein.bundle.SourceListing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Makes bundles for tests. */
public final class TestBundle {
    private TestBundle() {}

    /** A bundle {@code orders} 1.0.0 of Flyway scripts, given as name and content in turn. */
    public static Bundle of(String... scripts) {
        try {
            Path folder = Files.createTempDirectory("skein-test-bundle");
            for (int i = 0; i < scripts.length; i += 2) {
                Files.createDirectories(folder.resolve(scripts[i]).getParent());
                Files.writeString(folder.resolve(scripts[i]), scripts[i + 1]);
            }
            return of(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A bundle {@code orders} 1.0.0 of a folder. It is closed with the JVM. */
    public static Bundle of(Path path) throws IOException {
        Path archive = archive(new BundleId("orders", "1.0.0"), path);
        return BundleReader.read(archive).match(accepted -> accepted.bundle(), refused -> {
            throw new IllegalArgumentException(refused.problems().toString());
        });
    }

    /** The archive of a folder's scripts, as {@code skein bundle} would write it. */
    public static Path archive(BundleId id, Path path) throws IOException {
        SourceFolder folder = SourceFolder.open(path);
        SourceLayout layout = folder.layout();
        SourceListing listing = folder.list(layout);
        Manifest manifest = new Manifest(id, new Manifest.Source("", "", layout.label()), Map.of(), listing.entries());
        Path archive = Files.createTempFile("skein-test-bundle", ".zip");
        BundleArchive.write(manifest, listing, archive);
        return archive;
    }
}
