package dev.skein.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Workers, each a process of the packaged jar, with the options of Java that the quickstart gives. They end with this process. */
final class Fleet implements AutoCloseable {
    private static final List<String> OPTIONS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx96m");
    private static final int MILLIS = 50;

    private final List<Process> workers = new ArrayList<>();
    private final List<Path> logs = new ArrayList<>();

    private Fleet() {}

    /** Starts workers; returns when all of them poll. */
    static Fleet start(int count, Map<String, String> variables) throws IOException, InterruptedException {
        Fleet fleet = new Fleet();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> fleet.workers.forEach(Process::destroyForcibly)));
        for (int number = 1; number <= count; number++) {
            fleet.add(Layout.folder("worker").resolve("log"), variables);
        }
        for (Path log : fleet.logs) {
            while (!Files.readString(log, StandardCharsets.UTF_8).contains("worker started")) {
                fleet.requireAlive();
                TimeUnit.MILLISECONDS.sleep(MILLIS);
            }
        }
        return fleet;
    }

    List<Process> workers() {
        return workers;
    }

    /** @throws IOException with what it logged last, when a worker has ended */
    void requireAlive() throws IOException {
        for (int index = 0; index < workers.size(); index++) {
            if (!workers.get(index).isAlive()) {
                List<String> log = Files.readAllLines(logs.get(index), StandardCharsets.UTF_8);
                throw new IOException("a worker ended with exit code "
                        + workers.get(index).exitValue() + ": "
                        + log.subList(Math.max(0, log.size() - 5), log.size()));
            }
        }
    }

    /** The most that each has had resident so far, in bytes. */
    List<Long> peaks() {
        return workers.stream().map(Footprint::peak).toList();
    }

    private void add(Path log, Map<String, String> variables) throws IOException {
        List<String> command = new ArrayList<>(List.of(Checkout.java()));
        command.addAll(OPTIONS);
        command.addAll(List.of("-jar", Checkout.skein(), "worker"));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(variables);
        workers.add(builder.start());
        logs.add(log);
    }

    /** Has them end as on SIGTERM. */
    @Override
    public void close() {
        workers.forEach(Process::destroy);
        workers.forEach(worker -> worker.onExit().join());
    }
}
