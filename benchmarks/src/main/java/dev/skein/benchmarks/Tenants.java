package dev.skein.benchmarks;

import dev.skein.benchmarks.Server.Login;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A sandbox with many targets: each is a schema of one database, empty at first.
 *
 * @param names of the targets, and of their schemas
 * @param environment the variables by which a worker finds all but its targets
 */
record Tenants(SandboxProcess sandbox, List<String> names, Map<String, String> environment) {
    /** Holds all schemas. */
    static final String DATABASE = "load";

    /** As the sandbox writes it, for a shell to read. */
    private static final Pattern VARIABLE = Pattern.compile("export (\\w+)='(.*)'");

    /** Starts them with nothing applied yet. */
    static Tenants start(int count) throws IOException, SQLException {
        Path file = Files.createTempFile("skein-benchmark", ".env");
        SandboxProcess sandbox = SandboxProcess.start(List.of(
                "--postgres", Integer.toString(PlanBenchmark.POSTGRES), "--provision", "--env-file", file.toString()));
        Map<String, String> environment = read(file);
        Files.delete(file);
        List<String> names = IntStream.rangeClosed(1, count)
                .mapToObj(number -> String.format(Locale.ROOT, "t%04d", number))
                .toList();
        Server server = sandbox.server();
        LoadDatabase.prepare(server);
        Login owner = LoadDatabase.OWNER;
        server.execute("postgres", "CREATE DATABASE " + DATABASE + " OWNER " + owner.user());
        server.execute(
                DATABASE,
                names.stream()
                        .map(name -> "CREATE SCHEMA " + name + " AUTHORIZATION " + owner.user())
                        .toArray(String[]::new));
        return new Tenants(sandbox, names, environment);
    }

    /** What a worker is started with that reaches the sandbox directly. */
    Map<String, String> direct(String dryRun) throws IOException {
        return through(dryRun, sandbox.port(), sandbox.server().port());
    }

    /**
     * What a worker is started with that reaches the sandbox by other ports of 127.0.0.1.
     *
     * @param cloud for S3, SQS and SNS
     * @param postgres for the database
     */
    Map<String, String> through(String dryRun, int cloud, int postgres) throws IOException {
        Map<String, String> variables = new HashMap<>(environment);
        variables.replaceAll((name, value) -> value.replace("127.0.0.1:" + sandbox.port(), "127.0.0.1:" + cloud));
        variables.put("SKEIN_CONFIG", config(dryRun, postgres).toString());
        return variables;
    }

    CloudDoor cloud() {
        return new CloudDoor(sandbox.port(), sandbox.accessKey(), environment.getOrDefault("SKEIN_BUCKET", ""));
    }

    private Path config(String dryRun, int port) throws IOException {
        Path folder = Layout.folder("targets");
        Path password = Files.writeString(folder.resolve("password"), LoadDatabase.OWNER.password());
        List<String> lines = new ArrayList<>(List.of("targets:"));
        for (String name : names) {
            lines.add("  " + name + ":");
            lines.add("    url: jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE);
            lines.add("    schema: " + name);
            lines.add("    user: " + LoadDatabase.OWNER.user());
            lines.add("    password-file: " + password);
            // Without quotes YAML takes off for false.
            lines.add("    dry-run: '" + dryRun + "'");
        }
        return Files.write(folder.resolve("skein.yaml"), lines);
    }

    private static Map<String, String> read(Path file) throws IOException {
        Map<String, String> variables = new HashMap<>();
        VARIABLE.matcher(Files.readString(file, StandardCharsets.UTF_8))
                .results()
                .forEach(found -> {
                    // The sandbox's own target is of no use here.
                    if (!found.group(1).startsWith("SKEIN_TARGETS_")) {
                        variables.put(found.group(1), found.group(2));
                    }
                });
        return variables;
    }
}
