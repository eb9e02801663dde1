package dev.skein.infra;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * S3, SQS, SNS, Secrets Manager and PostgreSQL in a process of their own, which ends with this one.
 *
 * @param facts what it says of itself when it is ready
 */
record SandboxJar(Process process, JsonNode facts) implements AutoCloseable {
    private static final Path JAR = Path.of("../sandbox/target/skein-sandbox.jar");

    static SandboxJar start() {
        List<String> command = new ArrayList<>(Jars.command(JAR, "sandbox"));
        command.add("start");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            String line = out.readLine();
            if (line == null) {
                throw new IllegalStateException("the sandbox ended without a word");
            }
            return new SandboxJar(process, JsonMapper.shared().readTree(line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String endpoint() {
        return facts.path("endpoint").asString();
    }

    String accessKey() {
        return facts.path("accessKeyId").asString();
    }

    String secretKey() {
        return facts.path("secretAccessKey").asString();
    }

    /** The URL of a database. */
    String jdbcUrl(String database) {
        return "jdbc:postgresql://" + facts.at("/postgres/host").asString() + ":"
                + facts.at("/postgres/port").asString() + "/" + database;
    }

    String superuser() {
        return facts.at("/postgres/user").asString();
    }

    String superuserPassword() {
        return facts.at("/postgres/password").asString();
    }

    /** A client of one of its services, for a region. */
    <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C client(B builder, String region) {
        return builder.httpClient(UrlConnectionHttpClient.create())
                .region(Region.of(region))
                .endpointOverride(URI.create(endpoint()))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey(), secretKey())))
                .build();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
