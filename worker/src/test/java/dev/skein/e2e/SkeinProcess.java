package dev.skein.e2e;

import static dev.skein.testing.Patience.PATIENCE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged jar in a process of its own, with the options of the JVM that README.md and scripts/skein give it. */
public final class SkeinProcess implements AutoCloseable {

    private final Process process;
    private final Path out;
    private final Path err;

    private SkeinProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** How a command ended and what it wrote. */
    record Result(int exitCode, String out, String err) {}

    /** Starts the jar with these arguments, and with these variables in place of all of Skein's, AWS's and PostgreSQL's. */
    public static SkeinProcess start(Map<String, String> environment, List<String> arguments) {
        return start(environment, ClassArchive.OPTIONS, arguments);
    }

    static SkeinProcess start(Map<String, String> environment, List<String> options, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(List.of("-jar", System.getProperty("skein.jar")));
        command.addAll(arguments);
        try {
            Path out = Files.createTempFile("skein-out", ".txt");
            Path err = Files.createTempFile("skein-err", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment()
                    .keySet()
                    .removeIf(name -> name.startsWith("SKEIN_")
                            || name.startsWith("AWS_")
                            || name.startsWith("OTEL_")
                            || name.startsWith("PG"));
            builder.environment().putAll(environment);
            return new SkeinProcess(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Result run(Map<String, String> environment, String... arguments) {
        try (SkeinProcess process = start(environment, List.of(arguments))) {
            return process.await();
        }
    }

    Result await() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("skein did not end: " + out() + err());
            }
            return new Result(process.exitValue(), out(), err());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What it wrote to standard output until now. */
    public String out() {
        return read(out);
    }

    /** What it wrote to standard error until now. */
    public String err() {
        return read(err);
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends the process without a warning (SIGKILL), and waits until it is gone. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Tells the process to end (SIGTERM). */
    void terminate() {
        process.destroy();
    }

    /** Sends the process a signal, such as {@code STOP}. */
    void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        if (kill.waitFor() != 0) {
            throw new IOException("kill -" + name + " failed");
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
        out.toFile().delete();
        err.toFile().delete();
    }
}
