package dev.skein.bundle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * Writes a bundle's archive. The same input makes the same bytes: entries are sorted, times are fixed, and content is
 * stored rather than deflated, because zlib's output differs between platforms.
 */
public final class BundleArchive {
    /** The first moment that a zip can express, in its own local time. */
    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

    private BundleArchive() {}

    /**
     * Writes the manifest and the listing's files.
     *
     * @throws IOException when a file cannot be read or the archive not be written
     */
    public static void write(Manifest manifest, SourceListing listing, Path archive) throws IOException {
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(archive)) {
            zip.setUseZip64(Zip64Mode.Never);
            byte[] json = ManifestWriter.write(manifest);
            put(zip, Manifest.ENTRY, json.length, () -> new ByteArrayInputStream(json));
            for (SourceFile file : listing.files()) {
                put(zip, file.entry().path(), file.entry().size(), () -> Files.newInputStream(file.file()));
            }
        }
    }

    private static void put(ZipArchiveOutputStream zip, String path, long size, Opening content) throws IOException {
        ZipArchiveEntry entry = new ZipArchiveEntry(path);
        entry.setMethod(ZipArchiveEntry.STORED);
        entry.setSize(size);
        entry.setTimeLocal(EPOCH);
        entry.setUnixMode(0100644);
        entry.setCrc(crc(content));
        zip.putArchiveEntry(entry);
        try (InputStream bytes = content.open()) {
            bytes.transferTo(zip);
        }
        zip.closeArchiveEntry();
    }

    private static long crc(Opening content) throws IOException {
        try (CheckedInputStream bytes = new CheckedInputStream(content.open(), new CRC32())) {
            bytes.transferTo(OutputStream.nullOutputStream());
            return bytes.getChecksum().getValue();
        }
    }

    @FunctionalInterface
    private interface Opening {
        InputStream open() throws IOException;
    }
}
