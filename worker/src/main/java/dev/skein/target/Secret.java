package dev.skein.target;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A password. It is never printed. */
public record Secret(String value) {
    /**
     * Reads a file that holds a password alone; a line end at its end is none of it.
     *
     * @throws UncheckedIOException when the file cannot be read
     */
    public static Secret read(Path file) {
        try {
            return new Secret(Files.readString(file).replaceFirst("\\R\\z", ""));
        } catch (IOException e) {
            throw new UncheckedIOException("the password file " + file + " cannot be read", e);
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
