package dev.skein.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The file by which a worker shows that it lives. For each queue it says when the next sign is due at the latest, so that who reads it
 * needs no settings. Written as a whole and put in place at once; a file that cannot be written never keeps the worker from its work.
 */
public final class HealthFile {
    static final String SCHEMA = "skein.health/1";

    private static final Logger LOG = LoggerFactory.getLogger(HealthFile.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A loop that turns fast writes so often at most. */
    private static final Duration SELDOM = Duration.ofSeconds(1);

    private final Path file;
    private final Clock clock;
    private final ProcessHandle process = ProcessHandle.current();
    private final Map<String, Loop> loops = new TreeMap<>();
    private final Map<String, Instant> runs = new LinkedHashMap<>();
    private Instant written = Instant.EPOCH;
    private @Nullable Instant drainDue;
    private boolean broken;

    /** @param file in a folder that exists, of this worker's own */
    public HealthFile(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /**
     * A queue's loop, which has its first sign due from now on.
     *
     * @param polling how long a turn of it may take
     * @param working how long it may be between two heartbeats of the messages that it works on
     */
    public synchronized Loop loop(String queue, Duration polling, Duration working) {
        Loop loop = new Loop(polling, working);
        loops.put(queue, loop);
        return loop;
    }

    /** A run is worked on. */
    public synchronized void began(String run) {
        runs.put(run, clock.instant());
        write();
    }

    /** It is worked on no more. */
    public synchronized void ended(String run) {
        runs.remove(run);
        write();
    }

    /** The worker is told to end, which takes so long at most. */
    public synchronized void draining(Duration patience) {
        drainDue = clock.instant().plus(patience);
        write();
    }

    private void writeSeldom() {
        if (clock.instant().isAfter(written.plus(SELDOM))) {
            write();
        }
    }

    private void write() {
        written = clock.instant();
        try {
            // Beside the file, as only a rename in a folder is done at once.
            Path next = file.resolveSibling(file.getFileName() + "." + process.pid());
            Files.write(next, JSON.writeValueAsBytes(document()));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            broken = false;
        } catch (IOException e) {
            if (!broken) {
                LOG.atWarn()
                        .addKeyValue("file", file)
                        .addKeyValue("cause", e.toString())
                        .log("the health file cannot be written; skein health will report that there is no worker");
            }
            broken = true;
        }
    }

    private ObjectNode document() {
        ObjectNode root = JSON.createObjectNode().put("schema", SCHEMA).put("pid", process.pid());
        process.info().startInstant().ifPresent(start -> root.put("started", start.toString()));
        if (drainDue != null) {
            root.putObject("draining").put("due", drainDue.toString());
        }
        ObjectNode all = root.putObject("queues");
        loops.forEach((queue, loop) -> loop.write(all.putObject(queue)));
        ObjectNode begun = root.putObject("runs");
        runs.forEach((run, since) -> begun.put(run, since.toString()));
        return root;
    }

    /** What a queue's loop does. */
    public final class Loop {
        private final Duration polling;
        private final Duration working;
        private boolean full;
        private Instant sign = clock.instant();
        private @Nullable Instant polled;

        private Loop(Duration polling, Duration working) {
            this.polling = polling;
            this.working = working;
        }

        /** It asks the queue now. */
        public void turned() {
            synchronized (HealthFile.this) {
                polled = clock.instant();
                sign(false);
            }
        }

        /** All its slots are taken: it does not ask until one is free. */
        public void full() {
            synchronized (HealthFile.this) {
                sign(true);
            }
        }

        /** A message that is worked on was kept hidden, or that was tried. */
        public void beat() {
            synchronized (HealthFile.this) {
                if (full) {
                    sign(true);
                }
            }
        }

        private void sign(boolean isFull) {
            boolean news = full != isFull;
            full = isFull;
            sign = clock.instant();
            if (news) {
                HealthFile.this.write();
            } else {
                writeSeldom();
            }
        }

        private void write(ObjectNode node) {
            node.put("state", full ? Health.AT_WORK : Health.POLLING);
            if (polled != null) {
                node.put("polled", polled.toString());
            }
            node.put("sign", sign.toString());
            node.put("due", sign.plus(full ? working : polling).toString());
        }
    }
}
