package dev.skein.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares with files that are reviewed like code; {@code -Dskein.golden=rewrite} writes them anew. */
final class Golden {
    private Golden() {}

    /** The text is what the file holds. */
    static void assertSame(Path file, String actual) {
        try {
            if ("rewrite".equals(System.getProperty("skein.golden"))) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, actual);
            }
            assertThat(file)
                    .as("a golden file; -Dskein.golden=rewrite makes it")
                    .exists();
            assertThat(actual).as(file.toString()).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
