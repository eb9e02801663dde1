package dev.skein.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A worker from its start to its first question for a message. */
final class StartedWorker implements AutoCloseable {
    private static final int MILLIS = 20;

    private final Process process;
    private final Doorbell bell;
    private final Duration took;

    private StartedWorker(Process process, Doorbell bell, Duration took) {
        this.process = process;
        this.bell = bell;
        this.took = took;
    }

    /**
     * Starts a worker, and returns when it polls.
     *
     * @param port of the sandbox
     * @param command given the address that it has to call instead of the sandbox's
     */
    static StartedWorker start(int port, Command command) throws IOException, InterruptedException {
        Doorbell bell = Doorbell.before(port);
        Path log = Layout.folder("start").resolve("log");
        ProcessBuilder builder =
                command.on(bell.endpoint()).redirectErrorStream(true).redirectOutput(log.toFile());
        long begun = System.nanoTime();
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        CompletableFuture<Long> rung = bell.rung();
        while (!rung.isDone()) {
            if (process.waitFor(MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IOException("the worker ended: " + Files.readString(log));
            }
        }
        return new StartedWorker(process, bell, Duration.ofNanos(rung.join() - begun));
    }

    /** From the start of the process to the first message asked for. */
    Duration took() {
        return took;
    }

    /** Lines of the kernel's account of its memory, in kB; of the process that does the work, not of what set it up. */
    Map<String, Long> memory() throws IOException {
        return ProcessMemory.of(worker().pid(), List.of("Rss:", "Pss:", "Pss_Anon:"));
    }

    private ProcessHandle worker() {
        ProcessHandle handle = process.toHandle();
        while (handle.children().findFirst().isPresent()) {
            handle = handle.children().findFirst().orElseThrow();
        }
        return handle;
    }

    /** Without waiting for the poll to end. */
    @Override
    public void close() throws IOException {
        worker().destroyForcibly();
        process.onExit().join();
        bell.close();
    }

    /** What is to be started. */
    @FunctionalInterface
    interface Command {
        ProcessBuilder on(String endpoint);
    }
}
