package dev.skein.infra.stage;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The workers.
 *
 * @param logDays how long their log is kept; one of CloudWatch's own figures
 * @param settings further settings of the worker by their keys, such as {@code concurrency}
 */
public record WorkerSettings(Image image, Size size, Scale scale, int logDays, Map<String, String> settings) {
    /** Keys of docs/settings.md that can be set here; the others follow from what is made. */
    static final Set<String> KEYS =
            Set.of("concurrency", "receive-wait", "connect-timeout", "connect-retry", "pg-dump", "otlp-endpoint");

    private static final String ENDPOINT = "otlp-endpoint";

    private static final List<Integer> LOG_DAYS = List.of(
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653);

    public WorkerSettings {
        settings = Map.copyOf(settings);
        Check check = new Check().that(LOG_DAYS.contains(logDays), "log-days: expected one of " + LOG_DAYS);
        settings.keySet().stream()
                .sorted()
                .forEach(key -> check.that(KEYS.contains(key), "settings." + key + ": there is no such setting"));
        endpoint(settings)
                .ifPresent(url -> check.that(
                        Collector.of(url).isPresent(),
                        "settings." + ENDPOINT + ": expected http(s)://host:port, where OTLP over HTTP is taken"));
        check.done();
    }

    /** Where telemetry goes. */
    public Optional<Collector> collector() {
        return endpoint(settings).flatMap(Collector::of);
    }

    private static Optional<String> endpoint(Map<String, String> settings) {
        return Optional.ofNullable(settings.get(ENDPOINT));
    }

    /**
     * How large a worker is.
     *
     * @param cpu in units of 1/1024 vCPU
     * @param memory in MiB
     * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size">Task CPU and
     *     memory</a>
     */
    public record Size(int cpu, int memory, Architecture architecture) {
        public Size {
            new Check()
                    .that(
                            List.of(256, 512, 1024, 2048, 4096).contains(cpu),
                            "cpu: expected 256, 512, 1024, 2048 or 4096")
                    .that(memory >= 2 * cpu && memory <= 8 * cpu, "memory: expected two to eight times the cpu, in MiB")
                    .that(memory == 512 || memory % 1024 == 0, "memory: expected 512 or a multiple of 1024")
                    .done();
        }
    }

    /** The processors that a worker runs on. */
    public enum Architecture {
        ARM64,
        X86_64
    }

    /**
     * How many workers there are.
     *
     * @param least 0: the first upload after idle hours waits up to a quarter of an hour, until CloudWatch has seen it
     */
    public record Scale(int least, int most) {
        /** More would only wait for the same databases. */
        private static final int MOST = 10;

        public Scale {
            new Check()
                    .range("max-workers", most, 1, MOST)
                    .range("min-workers", least, 0, Math.max(0, most))
                    .done();
        }
    }
}
