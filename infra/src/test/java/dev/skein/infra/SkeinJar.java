package dev.skein.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The worker's jar in a process of its own, with nothing of this process's own settings. */
final class SkeinJar implements AutoCloseable {
    private static final Path JAR = Path.of("../worker/target/skein.jar");
    private static final int MINUTES = 5;

    private final Process process;
    private final Path out;

    private SkeinJar(Process process, Path out) {
        this.process = process;
        this.out = out;
    }

    /** How a command ended, and what it said. */
    record Result(int exitCode, String out) {}

    static SkeinJar start(Map<String, String> variables, List<String> arguments) {
        List<String> command = new ArrayList<>(Jars.command(JAR, "worker"));
        command.addAll(arguments);
        try {
            Path out = Files.createTempFile("skein-infra", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile());
            builder.environment().keySet().removeIf(name -> name.matches("(SKEIN|AWS|OTEL|PG).*"));
            builder.environment().putAll(variables);
            return new SkeinJar(builder.start(), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Result run(Map<String, String> variables, List<String> arguments) {
        try (SkeinJar command = start(variables, arguments)) {
            if (!command.process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                throw new IllegalStateException("skein did not end: " + command.out());
            }
            return new Result(command.process.exitValue(), command.out());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it wrote until now. */
    String out() {
        try {
            return Files.readString(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole lines of it. */
    List<String> lines() {
        String text = out();
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        out.toFile().delete();
    }
}
