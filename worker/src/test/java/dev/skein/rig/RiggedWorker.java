package dev.skein.rig;

import static dev.skein.testing.Patience.PATIENCE;
import static org.awaitility.Awaitility.await;

import dev.skein.e2e.SkeinProcess;
import java.util.List;
import java.util.Map;

/** A real worker process behind a network of its own. */
record RiggedWorker(SkeinProcess process, Network network) implements AutoCloseable {

    /** Small: several run at a time. */
    private static final String OPTIONS = "-Xmx160m";

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
