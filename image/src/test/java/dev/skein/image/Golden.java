package dev.skein.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares with files that are reviewed like code; {@code -Dskein.golden=rewrite} writes them anew. */
final class Golden {
    private Golden() {}

    /** The text is what the file holds. */
    static void assertSame(String name, String actual) throws IOException {
        Path file = Checkout.path("image/src/test/resources/golden/" + name);
        if ("rewrite".equals(System.getProperty("skein.golden"))) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, actual);
        }
        assertThat(file).as("a golden file; -Dskein.golden=rewrite makes it").exists();
        assertThat(actual).as(file.toString()).isEqualTo(Files.readString(file));
    }
}
