package dev.skein.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a process has resident now, in kB as Linux counts it.
 *
 * @see <a href="https://www.kernel.org/doc/Documentation/ABI/testing/procfs-smaps_rollup">smaps_rollup</a>
 */
final class ProcessMemory {
    private ProcessMemory() {}

    /** @param fields such as {@code Rss:} */
    static Map<String, Long> of(long pid, List<String> fields) throws IOException {
        Map<String, Long> values = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "smaps_rollup"))) {
            fields.stream()
                    .filter(line::startsWith)
                    .forEach(field -> values.put(field, Long.parseLong(line.replaceAll("\\D", ""))));
        }
        return values;
    }
}
