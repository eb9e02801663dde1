package dev.skein.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file on disk and what the manifest says of it. */
public record SourceFile(ManifestFile entry, Path file) {
    static SourceFile of(String path, FileKind kind, Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            Content content = Content.of(bytes);
            return new SourceFile(new ManifestFile(path, kind, content.sha256(), content.size()), file);
        }
    }
}
