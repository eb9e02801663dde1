package dev.skein;

import dev.skein.bundle.BundleStore;
import dev.skein.bundle.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A bundle on the worker's disk, gone when closed.
 *
 * @param sha256 of its bytes
 */
record Download(Path folder, Path archive, String sha256) implements AutoCloseable {
    static Download of(BundleStore bundles, String key, String versionId) throws IOException {
        Path folder = Files.createTempDirectory("skein-run");
        Path archive = folder.resolve("bundle.zip");
        try {
            bundles.download(key, versionId, archive);
            return new Download(folder, archive, Sha256.of(archive));
        } catch (IOException | RuntimeException e) {
            new Download(folder, archive, "").close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(archive);
        Files.deleteIfExists(folder);
    }
}
