package dev.skein.rig;

import static org.awaitility.Awaitility.await;

import dev.skein.e2e.SkeinProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A real worker process behind a network of its own. */
record RiggedWorker(SkeinProcess process, Network network) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Quick to start, and small. */
    private static final String OPTIONS = "-Xmx160m -XX:+UseSerialGC -XX:TieredStopAtLevel=1";

    static RiggedWorker start(Network network) {
        Map<String, String> environment = network.environment();
        environment.put("JDK_JAVA_OPTIONS", OPTIONS);
        return new RiggedWorker(SkeinProcess.start(environment, List.of("worker")), network);
    }

    /** Waits until it polls. */
    RiggedWorker awaitPolling() {
        return awaitSaying("worker started");
    }

    /** Waits until the text stands in its log. */
    RiggedWorker awaitSaying(String text) {
        await(text).atMost(PATIENCE).until(() -> process.out().contains(text) || !process.isAlive());
        if (!process.isAlive()) {
            throw new AssertionError(process.out() + process.err());
        }
        return this;
    }

    boolean says(String text) {
        return process.out().contains(text);
    }

    /** Kills the process; as when its machine is gone, nobody holds its connections any more. */
    void kill() {
        process.kill();
        network.cut();
    }

    @Override
    public void close() {
        process.close();
        network.close();
    }
}
