package dev.skein.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the parts of this checkout lie. */
final class Checkout {
    private static final Path ROOT = Path.of(System.getProperty("skein.root", ".."));

    private Checkout() {}

    /** A file of the checkout, by its path from the root. */
    static Path path(String path) {
        return ROOT.resolve(path).toAbsolutePath().normalize();
    }

    static String text(String path) throws IOException {
        return Files.readString(path(path), StandardCharsets.UTF_8);
    }

    /** The program that runs the tests. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
