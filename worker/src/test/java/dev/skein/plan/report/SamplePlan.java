package dev.skein.plan.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The plans that lie in {@code src/test/resources/plan}, and what is expected to become of them. */
final class SamplePlan {
    static final Path FOLDER = Path.of("src", "test", "resources", "plan");

    private SamplePlan() {}

    static JsonNode named(String name) {
        return JsonMapper.shared().readTree(FOLDER.resolve(name + ".json"));
    }

    /** The expected text; with {@code -Dskein.golden=rewrite} it becomes the actual one. */
    static String golden(String file, String actual) {
        Path path = FOLDER.resolve(file);
        try {
            if (System.getProperty("skein.golden", "").equals("rewrite")) {
                Files.writeString(path, actual);
            }
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
