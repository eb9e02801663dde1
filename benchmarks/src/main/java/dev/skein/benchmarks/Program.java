package dev.skein.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A program that is run to its end. */
record Program(List<String> command, Map<String, String> environment) {
    private static final File NOTHING = new File("/dev/null");

    Program {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** @throws IOException with what it said, when it does not succeed */
    void run() throws IOException {
        Path said = Files.createTempFile("skein-benchmark", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .redirectInput(NOTHING);
            builder.environment().putAll(environment);
            int code = builder.start().waitFor();
            if (code != 0) {
                throw new IOException(command.get(0) + " ended with exit code " + code + ": "
                        + Files.readString(said, StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(e.getMessage());
        } finally {
            Files.delete(said);
        }
    }
}
