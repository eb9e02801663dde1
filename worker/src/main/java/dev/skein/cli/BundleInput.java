package dev.skein.cli;

import dev.skein.bundle.BundleArchive;
import dev.skein.bundle.BundleProblem;
import dev.skein.bundle.BundleReader;
import dev.skein.bundle.Manifest;
import dev.skein.bundle.Reading;
import dev.skein.bundle.SourceFolder;
import dev.skein.bundle.SourceLayout;
import dev.skein.bundle.SourceListing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A bundle given as an archive or as a folder, read and checked. A folder is packed first; its archive goes on close. */
final class BundleInput implements AutoCloseable {
    private final Path archive;
    private final Reading reading;
    private final List<String> leftOut;
    private final boolean packed;

    private BundleInput(Path archive, Reading reading, List<String> leftOut, boolean packed) {
        this.archive = archive;
        this.reading = reading;
        this.leftOut = leftOut;
        this.packed = packed;
    }

    static BundleInput open(Path path, BundleOptions options) throws IOException {
        if (Files.isDirectory(path)) {
            return pack(path, options);
        }
        if (!Files.isRegularFile(path)) {
            throw new UsageException("there is no file or folder " + path);
        }
        return new BundleInput(path, BundleReader.read(path), List.of(), false);
    }

    private static BundleInput pack(Path path, BundleOptions options) throws IOException {
        SourceFolder folder = SourceFolder.open(path);
        SourceLayout layout = options.layout(folder);
        SourceListing listing = folder.list(layout);
        Manifest manifest = options.manifest(folder, layout, listing);
        Path archive = Files.createTempFile("skein-bundle", ".zip");
        try {
            BundleArchive.write(manifest, listing, archive);
            return new BundleInput(archive, read(archive, listing), listing.leftOut(), true);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(archive);
            throw e;
        }
    }

    private static Reading read(Path archive, SourceListing listing) throws IOException {
        Reading reading = BundleReader.read(archive);
        if (listing.problems().isEmpty()) {
            return reading;
        }
        reading.close();
        List<BundleProblem> others = reading.match(accepted -> List.of(), Reading.Refused::problems);
        return new Reading.Refused(
                Stream.concat(listing.problems().stream(), others.stream()).toList());
    }

    Path archive() {
        return archive;
    }

    Reading reading() {
        return reading;
    }

    List<String> leftOut() {
        return leftOut;
    }

    @Override
    public void close() throws IOException {
        reading.close();
        if (packed) {
            Files.deleteIfExists(archive);
        }
    }
}
