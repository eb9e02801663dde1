package dev.skein.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A part of a processor, as a container gets it: a control group with a quota.
 *
 * @see <a href="https://docs.kernel.org/scheduler/sched-bwc.html">CFS bandwidth control</a>
 */
final class CpuShare {
    private static final Path VERSION_1 = Path.of("/sys/fs/cgroup/cpu");
    private static final Path VERSION_2 = Path.of("/sys/fs/cgroup");
    private static final long PERIOD = 100_000;
    private static final String JOIN = "echo $$ > \"$0\" && exec \"$@\"";

    private final Optional<Path> group;

    private CpuShare(Optional<Path> group) {
        this.group = group;
    }

    static CpuShare whole() {
        return new CpuShare(Optional.empty());
    }

    /**
     * A group that ends with this process.
     *
     * @throws IOException where this user may not make one
     */
    static CpuShare of(double processors) throws IOException {
        long quota = Math.round(processors * PERIOD);
        boolean old = Files.isDirectory(VERSION_1);
        Path group = Files.createDirectories((old ? VERSION_1 : VERSION_2).resolve("skein-benchmark"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> group.toFile().delete()));
        if (old) {
            Files.writeString(group.resolve("cpu.cfs_period_us"), Long.toString(PERIOD));
            Files.writeString(group.resolve("cpu.cfs_quota_us"), Long.toString(quota));
        } else {
            Files.writeString(group.resolve("cpu.max"), quota + " " + PERIOD);
        }
        return new CpuShare(Optional.of(group.resolve("cgroup.procs")));
    }

    /** The command, within the share. */
    List<String> limit(List<String> command) {
        List<String> limited = new ArrayList<>();
        group.ifPresent(procs -> limited.addAll(List.of("sh", "-c", JOIN, procs.toString())));
        limited.addAll(command);
        return limited;
    }
}
