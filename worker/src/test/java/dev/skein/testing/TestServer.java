package dev.skein.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A PostgreSQL server of one major version, in the sandbox's process: started when first needed, shared by all tests of
 * the run, gone with the JVM.
 *
 * @param adminUser a superuser
 */
public record TestServer(int major, String host, int port, String adminUser, String adminPassword) {
    private static final Map<Integer, TestServer> RUNNING = new ConcurrentHashMap<>();

    /** The server of a major version, 15 to 18. */
    public static TestServer of(int major) {
        return RUNNING.computeIfAbsent(major, TestServer::start);
    }

    private static TestServer start(int major) {
        String jar = System.getProperty("skein.sandbox.jar", "../sandbox/target/skein-sandbox.jar");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        try {
            Process process = new ProcessBuilder(
                            java,
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-jar",
                            jar,
                            "start",
                            "--postgres",
                            Integer.toString(major))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            String line = out.readLine();
            if (line == null) {
                throw new IllegalStateException("the sandbox ended without a word");
            }
            JsonNode postgres = JsonMapper.shared().readTree(line).path("postgres");
            return new TestServer(
                    major,
                    postgres.path("host").asString(),
                    postgres.path("port").asInt(),
                    postgres.path("user").asString(),
                    postgres.path("password").asString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A fresh database. */
    public TestDatabase database() {
        return TestDatabase.create(this);
    }

    String url(String database) {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }
}
