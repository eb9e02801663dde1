package dev.skein.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A sandbox that runs. It ends with this process, if it is not stopped before.
 *
 * @param facts what it says when it is ready
 */
record SandboxProcess(Process process, JsonNode facts) {
    static SandboxProcess start(List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(Checkout.java(), "-jar", Checkout.sandbox(), "start"));
        command.addAll(options);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        if (line == null) {
            throw new IOException("the sandbox ended without a word");
        }
        return new SandboxProcess(process, JsonMapper.shared().readTree(line));
    }

    /** Its server, as superuser. */
    Server server() {
        JsonNode postgres = facts.path("postgres");
        return new Server(
                postgres.path("version").asString(),
                postgres.path("host").asString(),
                postgres.path("port").asInt(),
                new Server.Login(
                        postgres.path("user").asString(),
                        postgres.path("password").asString()));
    }

    /** The port of its S3, SQS and SNS, on 127.0.0.1. */
    int port() {
        String endpoint = facts.path("endpoint").asString();
        return Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
    }

    /** The key that it lets in. */
    String accessKey() {
        return facts.path("accessKeyId").asString();
    }

    void stop() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
