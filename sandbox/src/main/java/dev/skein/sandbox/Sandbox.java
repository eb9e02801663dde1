package dev.skein.sandbox;

import dev.skein.sandbox.http.Endpoint;
import dev.skein.sandbox.postgres.PostgresServer;
import dev.skein.sandbox.s3.S3Service;
import dev.skein.sandbox.secrets.SecretsService;
import dev.skein.sandbox.sns.SnsService;
import dev.skein.sandbox.sqs.SqsService;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** All servers, started and stopped together. */
public final class Sandbox implements AutoCloseable {
    private final Endpoint endpoint;
    private final PostgresServer postgres;
    private final List<AutoCloseable> services;

    private Sandbox(Endpoint endpoint, PostgresServer postgres, List<AutoCloseable> services) {
        this.endpoint = endpoint;
        this.postgres = postgres;
        this.services = services;
    }

    /** Starts everything, with that major version of PostgreSQL; ready when it returns. */
    public static Sandbox start(int postgresMajor) {
        Endpoint endpoint = Endpoint.bind();
        // The two slow ones start side by side.
        CompletableFuture<PostgresServer> postgres =
                CompletableFuture.supplyAsync(() -> PostgresServer.start(postgresMajor));
        SqsService sqs = SqsService.start(endpoint.uri());
        S3Service s3 = new S3Service(sqs.queues(), Clock.systemUTC());
        SnsService sns = new SnsService(endpoint.uri(), sqs.queues()::send);
        endpoint.serve(Map.of("s3", s3, "sqs", sqs, "sns", sns, "secretsmanager", new SecretsService()));
        return new Sandbox(endpoint, postgres.join(), List.of(s3, sns, sqs));
    }

    /** The one URL of all AWS services. */
    public URI endpoint() {
        return endpoint.uri();
    }

    public PostgresServer postgres() {
        return postgres;
    }

    @Override
    public void close() {
        endpoint.close();
        postgres.close();
        for (AutoCloseable service : services) {
            closeQuietly(service);
        }
    }

    private static void closeQuietly(AutoCloseable service) {
        try {
            service.close();
        } catch (Exception e) {
            throw new IllegalStateException("A server does not stop", e);
        }
    }
}
