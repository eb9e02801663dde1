package dev.skein.infra;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How jars of other modules are started. */
final class Jars {
    private Jars() {}

    /** @param module that makes the jar */
    static List<String> command(Path jar, String module) {
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(
                    jar + " is missing; build it with ./mvnw -pl " + module + " package -DskipTests");
        }
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                jar.toString());
    }
}
