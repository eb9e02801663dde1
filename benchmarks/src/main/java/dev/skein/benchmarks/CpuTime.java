package dev.skein.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Seconds of processor time since a process, or the machine, began; to 10 milliseconds, as Linux tells them.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>
 */
final class CpuTime {
    /** USER_HZ, which Linux gives to programs on all architectures that Java runs on. */
    private static final double TICKS = 100;

    /** Where utime, stime, cutime and cstime stand behind the program's name. */
    private static final int UTIME = 11;

    private static final int OWN = 2;
    private static final int WITH_ENDED = 4;

    /** Of the machine's line: user, nice, system, irq and softirq; waiting is not among them. */
    private static final List<Integer> BUSY = List.of(1, 2, 3, 6, 7);

    private CpuTime() {}

    /** What a process used itself. */
    static double own(ProcessHandle process) {
        return read(process, OWN);
    }

    /** What processes used, with those that they started, ended or not. */
    static double trees(Stream<ProcessHandle> roots) {
        return roots.flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
                .mapToDouble(process -> read(process, WITH_ENDED))
                .sum();
    }

    /** What all processes of the machine used. */
    static double machine() throws IOException {
        String line = Files.readAllLines(Path.of("/proc/stat"), StandardCharsets.UTF_8)
                .get(0);
        List<String> fields = Arrays.asList(line.split(" +"));
        return BUSY.stream()
                        .mapToLong(field -> Long.parseLong(fields.get(field)))
                        .sum()
                / TICKS;
    }

    /** 0 for a process that has just ended: its parent has it then. */
    private static double read(ProcessHandle process, int fields) {
        try {
            String stat = Files.readString(
                    Path.of("/proc", Long.toString(process.pid()), "stat"), StandardCharsets.ISO_8859_1);
            String[] values = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return IntStream.range(UTIME, UTIME + fields)
                            .mapToLong(field -> Long.parseLong(values[field]))
                            .sum()
                    / TICKS;
        } catch (IOException e) {
            return 0;
        }
    }
}
