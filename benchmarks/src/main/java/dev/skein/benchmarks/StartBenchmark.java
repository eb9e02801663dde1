package dev.skein.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Times a worker's start in the image beside the plain jar, and looks what both have resident when they wait for messages. */
@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        description =
                "How long a worker takes to its first receive, and what it has resident when idle: the image beside the plain jar.")
final class StartBenchmark implements Callable<Integer> {
    private static final int POSTGRES = 18;
    private static final Budget RATIO = new Budget("the image's start, beside the plain jar", 0.6, "times");
    private static final Budget RESIDENT = new Budget("resident when idle, the image", 100_000, "kB");
    private static final Pattern VARIABLE = Pattern.compile("(?m)^export (\\w+)='([^']*)'$");
    private static final String PLAIN = "java -jar skein.jar worker";
    private static final String IMAGE = "the image";

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "9", description = "Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--cpus",
            paramLabel = "N",
            defaultValue = "0",
            description = "Processors that a worker gets, such as 0.25; needs root. Default: all.")
    private double cpus;

    @Option(names = "--idle", paramLabel = "SECONDS", defaultValue = "30", description = "Default: ${DEFAULT-VALUE}.")
    private int idle;

    @Option(
            names = "--image",
            paramLabel = "FOLDER",
            description = "An unpacked image. Default: image/target/unpacked/root, as image's tests leave it.")
    private Path image = Checkout.image();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Report report = new Report(System.out);
        Path environment = Layout.folder("start").resolve("env");
        SandboxProcess sandbox = SandboxProcess.start(
                List.of("--postgres", Integer.toString(POSTGRES), "--provision", "--env-file", environment.toString()));
        report.title(Machine.describe(sandbox.server().version()));
        Map<String, String> variables = read(environment);
        CpuShare share = cpus == 0 ? CpuShare.whole() : CpuShare.of(cpus);
        StartedWorker.Command plain = endpoint -> plain(share, with(variables, endpoint));
        StartedWorker.Command imaged = endpoint -> imaged(share, with(variables, endpoint));

        report.title("From the start of the process to the first ReceiveMessage");
        List<Timing> timings = time(sandbox.port(), plain, imaged);
        report.timings(timings);
        report.verdict(RATIO, timings.get(1).ratio(timings.get(0)));
        report.title("Resident after " + idle + " s without messages");
        Table table = new Table("kB", "Rss", "Pss", "Pss, anonymous");
        row(table, PLAIN, resident(sandbox.port(), plain));
        Map<String, Long> resident = resident(sandbox.port(), imaged);
        row(table, IMAGE, resident);
        report.print(table);
        report.verdict(RESIDENT, resident.getOrDefault("Rss:", 0L));
        sandbox.stop();
        return 0;
    }

    /** In turn; the first round of each does not count. */
    private List<Timing> time(int port, StartedWorker.Command plain, StartedWorker.Command imaged)
            throws IOException, InterruptedException {
        List<Duration> plainTimes = new ArrayList<>();
        List<Duration> imageTimes = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            plainTimes.add(once(port, plain));
            imageTimes.add(once(port, imaged));
        }
        return List.of(
                new Timing(PLAIN, plainTimes.subList(1, plainTimes.size())),
                new Timing(IMAGE, imageTimes.subList(1, imageTimes.size())));
    }

    private static Duration once(int port, StartedWorker.Command command) throws IOException, InterruptedException {
        try (StartedWorker worker = StartedWorker.start(port, command)) {
            return worker.took();
        }
    }

    private Map<String, Long> resident(int port, StartedWorker.Command command)
            throws IOException, InterruptedException {
        try (StartedWorker worker = StartedWorker.start(port, command)) {
            TimeUnit.SECONDS.sleep(idle);
            return worker.memory();
        }
    }

    private static void row(Table table, String name, Map<String, Long> memory) {
        table.row(name, text(memory, "Rss:"), text(memory, "Pss:"), text(memory, "Pss_Anon:"));
    }

    private static String text(Map<String, Long> memory, String field) {
        return Long.toString(memory.getOrDefault(field, 0L));
    }

    private static ProcessBuilder plain(CpuShare share, Map<String, String> variables) {
        ProcessBuilder builder =
                new ProcessBuilder(share.limit(List.of(Checkout.java(), "-jar", Checkout.skein(), "worker")));
        builder.environment().putAll(variables);
        return builder;
    }

    /** As the image's configuration has it: image/config.json. */
    private ProcessBuilder imaged(CpuShare share, Map<String, String> variables) {
        List<String> command = new ArrayList<>(List.of(Checkout.imageRun(), image.toString(), "65532:65532"));
        command.add("PATH=/opt/skein/bin:/usr/lib/postgresql/18/bin");
        command.add("LANG=C.UTF-8");
        variables.forEach((name, value) -> command.add(name + "=" + value));
        command.addAll(List.of("skein", "worker"));
        return new ProcessBuilder(share.limit(command));
    }

    private static Map<String, String> with(Map<String, String> variables, String endpoint) {
        Map<String, String> all = new HashMap<>(variables);
        all.put("AWS_ENDPOINT_URL", endpoint);
        return all;
    }

    private static Map<String, String> read(Path environment) throws IOException {
        Map<String, String> variables = new HashMap<>();
        VARIABLE.matcher(Files.readString(environment))
                .results()
                .forEach(variable -> variables.put(variable.group(1), variable.group(2)));
        return variables;
    }
}
