package dev.skein.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sandbox as a process of its own; it ends with this JVM. */
final class SandboxProcess implements Surroundings {
    private final JsonNode facts;

    private SandboxProcess(JsonNode facts) {
        this.facts = facts;
    }

    static SandboxProcess start() {
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-jar",
                            System.getProperty("skein.sandbox.jar"),
                            "start")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            String line = out.readLine();
            if (line == null) {
                throw new IllegalStateException("the sandbox ended without a word, exit code "
                        + process.onExit().join().exitValue());
            }
            return new SandboxProcess(JsonMapper.shared().readTree(line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public URI endpoint() {
        return URI.create(facts.path("endpoint").asString());
    }

    @Override
    public String region() {
        return facts.path("region").asString();
    }

    @Override
    public Login aws() {
        return new Login(
                facts.path("accessKeyId").asString(),
                facts.path("secretAccessKey").asString());
    }

    @Override
    public Login postgres() {
        return new Login(
                facts.at("/postgres/user").asString(),
                facts.at("/postgres/password").asString());
    }

    @Override
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://" + facts.at("/postgres/host").asString() + ":"
                + facts.at("/postgres/port").asString() + "/" + database;
    }
}
