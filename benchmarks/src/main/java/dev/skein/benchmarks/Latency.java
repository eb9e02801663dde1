package dev.skein.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** One upload after the other, each for a target of its own, to a worker that has nothing else to do. */
final class Latency {
    private static final String RECEIVE = "sqs.ReceiveMessage";
    private static final String DELETE = "sqs.DeleteMessage";

    /** An answer of ReceiveMessage with less than this is one without a message. */
    private static final int MESSAGE = 600;

    private static final int LOOK = 10;

    /** Between two uploads, so that the worker waits in its poll again. */
    private static final int PAUSE = 200;

    private static final int TRIES = 12_000;

    private final CloudDoor cloud;
    private final Fleet fleet;
    private final Gate services;
    private final Gate postgres;

    private Latency(CloudDoor cloud, Fleet fleet, Gate services, Gate postgres) {
        this.cloud = cloud;
        this.fleet = fleet;
        this.services = services;
        this.postgres = postgres;
    }

    /** An upload of one migration for each target, in order. */
    static List<Moments> run(Tenants tenants, String dryRun) throws IOException, InterruptedException {
        Path bundle = GrowingBundle.of(1).archives().get(0);
        int cloudPort = tenants.sandbox().port();
        int port = tenants.sandbox().server().port();
        try (Gate services = Gate.ofCloud(cloudPort);
                Gate postgres = Gate.ofPostgres(port);
                Fleet fleet = Fleet.start(1, tenants.through(dryRun, services.port(), postgres.port()))) {
            Latency latency = new Latency(tenants.cloud(), fleet, services, postgres);
            List<Moments> all = new ArrayList<>();
            for (String target : tenants.names()) {
                all.add(latency.one(target, bundle));
                TimeUnit.MILLISECONDS.sleep(PAUSE);
            }
            return all;
        }
    }

    private Moments one(String target, Path bundle) throws IOException, InterruptedException {
        Instant begun = Instant.now();
        long from = System.nanoTime();
        Upload upload = Upload.put(cloud, target, 1, bundle);
        for (int tries = 0; !cloud.isThere(upload.outcome()); tries++) {
            rest(tries, upload);
        }
        Instant seen = Instant.now();
        Optional<Moments.Window> window = window(from);
        for (int tries = 0; window.isEmpty(); tries++) {
            rest(tries, upload);
            window = window(from);
        }
        JsonNode outcome = cloud.json(upload.outcome());
        if (!outcome.path("status").asString().equals("APPLIED")) {
            throw new IOException(upload.outcome() + ": " + outcome);
        }
        return new Moments(begun, at(outcome, "startedAt"), at(outcome, "finishedAt"), seen, window.orElseThrow());
    }

    private void rest(int tries, Upload upload) throws IOException, InterruptedException {
        fleet.requireAlive();
        if (tries > TRIES) {
            throw new IOException(upload.prefix() + " does not come to its end");
        }
        TimeUnit.MILLISECONDS.sleep(LOOK);
    }

    /** From the answer that brought the message to the one that ended it; empty as long as it is not ended. */
    private Optional<Moments.Window> window(long begun) {
        List<Span> since = Stream.concat(services.spans().stream(), postgres.spans().stream())
                .filter(span -> span.to() > begun)
                .toList();
        Optional<Span> received = since.stream()
                .filter(span -> span.asked().equals(RECEIVE) && span.size() > MESSAGE)
                .min(Comparator.comparingLong(Span::to));
        Optional<Span> deleted =
                since.stream().filter(span -> span.asked().equals(DELETE)).findFirst();
        // Polls are of other threads, which have nothing to do with the message.
        return received.isPresent() && deleted.isPresent()
                ? Optional.of(new Moments.Window(
                        received.get().to(),
                        deleted.get().to(),
                        since.stream()
                                .filter(span -> !span.asked().equals(RECEIVE))
                                .toList()))
                : Optional.empty();
    }

    private static Instant at(JsonNode outcome, String field) {
        return Instant.parse(outcome.path(field).asString());
    }
}
