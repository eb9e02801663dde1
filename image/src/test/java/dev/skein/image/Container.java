package dev.skein.image;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A program of the image that runs on its own, and others that are started beside it, as {@code docker exec} does. */
final class Container implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final BuiltImage image;
    private final Process process;
    private final Path log;

    private Container(BuiltImage image, Process process, Path log) {
        this.image = image;
        this.process = process;
        this.log = log;
    }

    /** Starts the entry point; its output goes to a file in a folder. */
    static Container start(BuiltImage image, Map<String, String> variables, List<String> arguments, Path folder)
            throws IOException {
        Path log = folder.resolve("container.log");
        Process process = new ProcessBuilder(image.command(variables, image.entryPoint(arguments)))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new Container(image, process, log);
    }

    /** What the program has written until now. */
    String log() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("the container ended: " + Files.readString(log));
        }
        return Files.readString(log);
    }

    /** Runs another program of the image in this container. */
    Finished run(List<String> program) {
        String user = image.config().at("/config/User").asString();
        List<String> command = new ArrayList<>(List.of("bash", "-c"));
        List<String> variables = new ArrayList<>();
        image.config().at("/config/Env").forEach(variable -> variables.add(variable.asString()));
        command.add("exec $([ $(id -u) -eq 0 ] || echo sudo -n) env -i " + String.join(" ", variables)
                + " $(command -v nsenter) --target " + main().pid() + " --mount --pid --root --wd --setuid "
                + user.replaceAll(":.*", "") + " --setgid " + user.replaceAll(".*:", "") + " \"$@\"");
        command.add("bash");
        command.addAll(program);
        return Finished.of(Map.of(), command);
    }

    /** The users that the kernel says the program runs as: real, effective, saved, and for files. */
    List<String> userIds() throws IOException {
        try (Stream<String> lines =
                Files.lines(Path.of("/proc", Long.toString(main().pid()), "status"), StandardCharsets.UTF_8)) {
            String line =
                    lines.filter(text -> text.startsWith("Uid:")).findFirst().orElseThrow();
            return List.of(line.replaceFirst("Uid:\\s*", "").split("\\s+"));
        }
    }

    /** Tells the program to end (SIGTERM); returns its exit code when it has. */
    int end() {
        Finished.of("bash", "-c", "$([ $(id -u) -eq 0 ] || echo sudo -n) kill -TERM " + main().pid())
                .orThrow();
        await().atMost(PATIENCE).until(() -> !process.isAlive());
        return process.exitValue();
    }

    /** The last of the chain of programs that sets the container up. */
    private ProcessHandle main() {
        ProcessHandle handle = process.toHandle();
        while (handle.children().findFirst().isPresent()) {
            handle = handle.children().findFirst().orElseThrow();
        }
        return handle;
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            end();
        }
    }
}
