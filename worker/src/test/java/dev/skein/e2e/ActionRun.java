package dev.skein.e2e;

import static dev.skein.testing.Patience.PATIENCE;

import dev.skein.bundle.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The scripts of {@code .github/actions/push-bundle}, run as GitHub's runner runs them: one after the other, told by variables. */
final class ActionRun {
    static final Path ACTION =
            Path.of("..", ".github", "actions", "push-bundle").toAbsolutePath().normalize();

    private static final Pattern OUTPUT = Pattern.compile("([a-z]+)<<(.*)\n(.*)\n\\2\n");

    private final Map<String, String> inputs = new HashMap<>();
    private final Path workspace;

    /** @param workspace the repository's checkout */
    ActionRun(Stage stage, Path workspace) throws IOException {
        this.workspace = workspace;
        inputs.putAll(stage.environment);
        inputs.putAll(Map.of(
                "JAVA_HOME", System.getProperty("java.home"),
                "GITHUB_ACTIONS", "true",
                "GITHUB_ACTION_PATH", ACTION.toString(),
                "GITHUB_WORKSPACE", workspace.toString(),
                "GITHUB_REPOSITORY", "acme/shop"));
        inputs.putAll(Map.of(
                "INPUT_MODE", "push",
                "INPUT_TARGET", "orders",
                "INPUT_FOLDER", "db",
                "INPUT_NAME", "orders",
                "INPUT_VERSION", "",
                "INPUT_LAYOUT", "",
                "INPUT_PLACEHOLDERS", "",
                "INPUT_TIMEOUT", "5m",
                "INPUT_THROUGH_APPROVAL", "false",
                "INPUT_COMMENT", "true"));
        inputs.put("INPUT_JAR", System.getProperty("skein.jar"));
        inputs.put("INPUT_JAR_SHA256", Sha256.of(Path.of(System.getProperty("skein.jar"))));
    }

    /** The same with another variable. */
    ActionRun with(String name, String value) {
        inputs.put(name, value);
        return this;
    }

    /** For pull request 7. */
    ActionRun forPullRequest(GitHubApi github) throws IOException {
        Path event = Files.writeString(
                Files.createTempFile("skein-event", ".json"),
                "{\"pull_request\":{\"number\":7,\"head\":{\"sha\":\""
                        + "0123456789abcdef".repeat(3).substring(0, 40) + "\"}}}");
        return with("INPUT_MODE", "plan")
                .with("GITHUB_API_URL", github.url())
                .with("GITHUB_EVENT_PATH", event.toString())
                .with("GITHUB_TOKEN", GitHubApi.TOKEN);
    }

    /** How the job's step looks afterwards. */
    record Result(int exitCode, String log, String summary, Map<String, String> outputs) {
        /** The lines of the log that the runner carries out, as far as it knows their command. */
        List<String> commands() {
            return log.lines()
                    .filter(line -> line.stripLeading().startsWith("::") || line.contains("##["))
                    .toList();
        }
    }

    Result run() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("skein-action");
        Result prepared = step("prepare", folder, inputs);
        if (prepared.exitCode() != 0) {
            return prepared;
        }
        Map<String, String> told = new HashMap<>(inputs);
        Files.readAllLines(folder.resolve("prepare.output"))
                .forEach(line -> told.put(
                        line.startsWith("java=") ? "SKEIN_JAVA" : "SKEIN_JAR", line.substring(line.indexOf('=') + 1)));
        return step("run", folder, told);
    }

    private Result step(String script, Path folder, Map<String, String> variables)
            throws IOException, InterruptedException {
        Path log = folder.resolve(script + ".log");
        Path summary = Files.createFile(folder.resolve(script + ".summary"));
        Path output = Files.createFile(folder.resolve(script + ".output"));
        ProcessBuilder builder = new ProcessBuilder(ACTION.resolve(script).toString())
                .directory(workspace.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(SKEIN|AWS|OTEL|PG|GITHUB|INPUT).*"));
        builder.environment().putAll(variables);
        builder.environment().put("GITHUB_STEP_SUMMARY", summary.toString());
        builder.environment().put("GITHUB_OUTPUT", output.toString());
        Process process = builder.start();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException(script + " did not end: " + Files.readString(log));
        }
        return new Result(
                process.exitValue(),
                Files.readString(log),
                Files.readString(summary),
                outputs(Files.readString(output)));
    }

    private static Map<String, String> outputs(String file) {
        return OUTPUT.matcher(file)
                .results()
                .collect(Collectors.toMap(
                        (MatchResult found) -> found.group(1), found -> found.group(3), (first, last) -> last));
    }
}
