package dev.skein.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder on disk for a test. */
record Folder(Path path) {
    /** Writes a file, and the folders above it. */
    Folder with(String file, String text) {
        try {
            Path target = path.resolve(file);
            Files.createDirectories(target.getParent());
            Files.writeString(target, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Folder with(String file) {
        return with(file, "SELECT 1;\n");
    }
}
