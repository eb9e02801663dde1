package dev.skein.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.sandbox.http.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.SqsClient;
import tools.jackson.databind.JsonNode;

/** The packaged jar as a process: started by a script whose stdin is empty, as quickstarts do. */
class ProcessIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The sandboxes' own, so that what they leave there can be seen. */
    private static final Path TEMPORARY = Path.of("target/it-tmp").toAbsolutePath();

    @TempDir
    private Path directory = Path.of("");

    private Optional<Process> script = Optional.empty();

    @AfterEach
    void stop() {
        script.ifPresent(process -> {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        });
    }

    private JsonNode start(String... options) throws IOException {
        Files.createDirectories(TEMPORARY);
        String command = "java -Djava.io.tmpdir='" + TEMPORARY + "' -jar '"
                + Path.of("target/skein-sandbox.jar").toAbsolutePath() + "' start " + String.join(" ", options)
                + " >out 2>err & echo $! >pid; wait";
        script = Optional.of(new ProcessBuilder("sh", "-c", command)
                .directory(directory.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .start());
        Awaitility.await().atMost(PATIENCE).until(() -> read("out").endsWith("\n"));
        return Json.parse(read("out")).orElseThrow();
    }

    private String read(String file) throws IOException {
        Path path = directory.resolve(file);
        return Files.exists(path) ? Files.readString(path) : "";
    }

    private ProcessHandle sandbox() throws IOException {
        return ProcessHandle.of(Long.parseLong(read("pid").trim())).orElseThrow();
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void prints_one_line_and_listens_on_loopback_only() throws IOException {
        JsonNode line = start("--provision", "--env-file", "env");
        assertThat(read("out").lines()).hasSize(1);
        assertThat(read("err")).isEmpty();
        assertThat(Files.getPosixFilePermissions(directory.resolve("env"))).hasSize(2);
        assertThat(line.path("postgres").path("version").asString()).startsWith("17.");
        List<Long> pids = Stream.concat(Stream.of(sandbox()), sandbox().descendants())
                .map(ProcessHandle::pid)
                .toList();
        assertThat(ListeningAddresses.of(pids)).isNotEmpty().allMatch(ListeningAddresses::isLoopback);
    }

    @ParameterizedTest
    @ValueSource(strings = {"15", "16", "18"})
    void starts_the_major_version_that_is_asked_for(String major) throws IOException {
        JsonNode line = start("--postgres", major);
        assertThat(line.path("postgres").path("version").asString()).startsWith(major + ".");
    }

    @Test
    void ends_with_its_parent() throws IOException {
        JsonNode line = start();
        ProcessHandle sandbox = sandbox();
        script.ifPresent(Process::destroyForcibly);
        Awaitility.await().atMost(PATIENCE).until(() -> !sandbox.isAlive());
        assertGone(line.path("postgres").path("port").asInt());
    }

    @Test
    void leaves_no_server_and_no_directory_when_killed() throws Exception {
        JsonNode line = start();
        ProcessHandle sandbox = sandbox();
        List<ProcessHandle> children = sandbox.descendants().toList();
        assertThat(children).isNotEmpty();
        sandbox.destroyForcibly();
        sandbox.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        Awaitility.await().atMost(PATIENCE).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        assertGone(line.path("postgres").path("port").asInt());
    }

    @Test
    void says_nothing_of_polls_that_its_end_cuts_off() throws Exception {
        JsonNode line = start();
        ProcessHandle sandbox = sandbox();
        try (SqsClient sqs = new AwsClients(URI.create(line.path("endpoint").asString())).sqs()) {
            String queue = sqs.createQueue(create -> create.queueName("polled")).queueUrl();
            CompletableFuture<?> poll = CompletableFuture.runAsync(
                    () -> sqs.receiveMessage(receive -> receive.queueUrl(queue).waitTimeSeconds(20)));
            Awaitility.await().during(Duration.ofSeconds(1)).atMost(PATIENCE).until(() -> !poll.isDone());
            sandbox.destroy();
            sandbox.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(read("err")).isEmpty();
    }

    private static void assertGone(int postgresPort) {
        Awaitility.await().atMost(PATIENCE).until(() -> !answers(postgresPort) && runs() == 0);
    }

    private static long runs() throws IOException {
        Path home = TEMPORARY.resolve("skein-sandbox-" + System.getProperty("user.name"));
        try (Stream<Path> entries = Files.list(home)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith("run-"))
                    .count();
        }
    }
}
