package dev.skein.image;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * S3, SQS, SNS and PostgreSQL 18 on loopback.
 *
 * @param variables that a worker and a command find it by
 */
record Sandbox(Process process, Map<String, String> variables) implements AutoCloseable {
    private static final Pattern VARIABLE = Pattern.compile("export (\\w+)='([^']*)'");

    static Sandbox start(Path folder) throws IOException {
        Path environment = folder.resolve("sandbox.env");
        Process process = new ProcessBuilder(
                        Checkout.java(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-jar",
                        Checkout.path("sandbox/target/skein-sandbox.jar").toString(),
                        "start",
                        "--postgres",
                        "18",
                        "--provision",
                        "--env-file",
                        environment.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        if (out.readLine() == null) {
            throw new IOException("the sandbox ended without a word");
        }
        return new Sandbox(process, read(environment));
    }

    private static Map<String, String> read(Path environment) throws IOException {
        Map<String, String> variables = new HashMap<>();
        for (String line : Files.readAllLines(environment, StandardCharsets.UTF_8)) {
            Matcher variable = VARIABLE.matcher(line);
            if (variable.matches()) {
                variables.put(variable.group(1), variable.group(2));
            }
        }
        return variables;
    }

    /** Runs the command line of this checkout, outside of the image. */
    Finished skein(String... arguments) {
        String jar = Checkout.path("worker/target/skein.jar").toString();
        List<String> command = new ArrayList<>(List.of(Checkout.java(), "-XX:TieredStopAtLevel=1", "-jar", jar));
        command.addAll(List.of(arguments));
        return Finished.of(variables, command);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
