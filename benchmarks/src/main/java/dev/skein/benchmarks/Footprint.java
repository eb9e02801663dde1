package dev.skein.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Memory of a process, in bytes, as Linux counts it; looked at every 20 milliseconds while the process lives.
 *
 * @param own the most that the process itself had resident (VmHWM)
 * @param programs the most that the programs that it started had at one moment; pages that they share count for each
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_status.5.html">proc_pid_status(5)</a>
 */
record Footprint(long own, long programs) {
    static final Footprint NONE = new Footprint(0, 0);
    private static final int MILLIS = 20;
    private static final int KIB = 1024;

    /** Watches a process to its end. */
    static Footprint untilEnd(Process process) throws InterruptedException {
        Footprint most = NONE;
        do {
            most = most.orMore(now(process.toHandle()));
        } while (!process.waitFor(MILLIS, TimeUnit.MILLISECONDS));
        return most;
    }

    /** Watches a process while another one runs, which is ended if the process ends before it. */
    static Footprint during(Process other, Process process) throws InterruptedException {
        Footprint most = NONE;
        do {
            most = most.orMore(now(process.toHandle()));
            if (!process.isAlive()) {
                other.destroy();
            }
        } while (!other.waitFor(MILLIS, TimeUnit.MILLISECONDS));
        return most;
    }

    Footprint orMore(Footprint other) {
        return new Footprint(Math.max(own, other.own), Math.max(programs, other.programs));
    }

    /** The most that a process itself has had resident so far. */
    static long peak(Process process) {
        return read(process.pid(), "VmHWM:");
    }

    /** A program that is about to be started is Java itself for a moment, and is left out. */
    private static Footprint now(ProcessHandle process) {
        Optional<String> java = process.info().command();
        long programs = process.descendants()
                .filter(one -> !one.info().command().equals(java))
                .mapToLong(one -> read(one.pid(), "VmRSS:"))
                .sum();
        return new Footprint(read(process.pid(), "VmHWM:"), programs);
    }

    /** 0 for a process that has just ended. */
    private static long read(long pid, String field) {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        try {
            List<String> lines = Files.readAllLines(status, StandardCharsets.UTF_8);
            Optional<String> line =
                    lines.stream().filter(text -> text.startsWith(field)).findFirst();
            return line.map(text -> Long.parseLong(text.replaceAll("\\D", "")) * KIB)
                    .orElse(0L);
        } catch (IOException e) {
            return 0;
        }
    }
}
