package dev.skein.benchmarks;

import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/** What the figures of a run depend on. */
final class Machine {
    private Machine() {}

    /** One line for the head of a report. */
    static String describe(String postgres) {
        return String.format(
                Locale.ROOT,
                "%s, %s %s, %d cores, load %.2f, Java %s, PostgreSQL %s with fsync off",
                LocalDate.now(ZoneOffset.UTC),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Runtime.version(),
                postgres);
    }
}
