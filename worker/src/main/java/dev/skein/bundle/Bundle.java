package dev.skein.bundle;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** A sound bundle, open for reading: every file is as the manifest says. Its content stays in the archive on disk. */
public final class Bundle implements AutoCloseable {
    private final Manifest manifest;
    private final String sha256;
    private final ZipFile archive;
    private final Map<String, ZipArchiveEntry> entries;

    Bundle(Manifest manifest, String sha256, ZipFile archive, Map<String, ZipArchiveEntry> entries) {
        this.manifest = manifest;
        this.sha256 = sha256;
        this.archive = archive;
        this.entries = Map.copyOf(entries);
    }

    /** What the bundle says of itself. */
    public Manifest manifest() {
        return manifest;
    }

    /** Name and version. */
    public BundleId id() {
        return manifest.bundle();
    }

    /** The SHA-256 of the archive, 64 lower-case hexadecimal digits. */
    public String sha256() {
        return sha256;
    }

    /**
     * Opens a file of the manifest as text, without its byte order mark.
     *
     * @throws UncheckedIOException when the archive on disk can no longer be read
     */
    public Reader open(ManifestFile file) {
        ZipArchiveEntry entry = entries.get(file.path());
        if (entry == null) {
            throw new IllegalArgumentException("not in the bundle: " + file.path());
        }
        try {
            return withoutMark(Content.reader(archive.getInputStream(entry)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reader withoutMark(Reader text) throws IOException {
        PushbackReader pushback = new PushbackReader(text);
        int first = pushback.read();
        if (first >= 0 && first != '\ufeff') {
            pushback.unread(first);
        }
        return pushback;
    }

    /** Closes the archive. */
    @Override
    public void close() {
        try {
            archive.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
