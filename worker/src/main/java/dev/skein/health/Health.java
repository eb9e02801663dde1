package dev.skein.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a worker is, by its {@link HealthFile}.
 *
 * @param sentence what was found, for a person
 */
public record Health(State state, String sentence) {
    static final String POLLING = "polling";
    static final String AT_WORK = "at work";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What a worker does. */
    public enum State {
        /** It asks its queues. */
        POLLING,
        /** All slots of a queue are taken, and it asks no more until one is free. */
        AT_WORK,
        /** It was told to end, and lets end what it works on. */
        DRAINING,
        /** Its process is there and gives no sign. */
        STUCK,
        /** There is none. */
        NO_WORKER;

        /** Whether it is as it should be. */
        public boolean isHealthy() {
            return this == POLLING || this == AT_WORK || this == DRAINING;
        }
    }

    /** Looks at a worker's file, and whether its process is there; both are of this machine. */
    public static Health read(Path file, Instant now) {
        try {
            JsonNode root = JSON.readTree(Files.readAllBytes(file));
            return root.path("schema").asString("").equals(HealthFile.SCHEMA)
                    ? judge(root, now)
                    : noWorker(file + " is no health file");
        } catch (NoSuchFileException e) {
            return noWorker("there is no " + file + ": no worker has begun to poll");
        } catch (IOException e) {
            return noWorker(file + " cannot be read: " + e.getMessage());
        } catch (JacksonException | DateTimeParseException e) {
            return noWorker(file + " is no health file");
        }
    }

    private static Health judge(JsonNode root, Instant now) {
        long pid = root.path("pid").asLong(0);
        if (!isThere(pid, root.path("started").asString(""))) {
            return noWorker("the worker's process " + pid + " is gone");
        }
        int runs = root.path("runs").size();
        String work = runs == 1 ? "1 run at work" : runs + " runs at work";
        JsonNode draining = root.path("draining");
        if (draining.isObject()) {
            return now.isAfter(due(draining))
                    ? new Health(State.STUCK, "told to end, and has not ended in its time; " + work)
                    : new Health(State.DRAINING, "told to end; " + work);
        }
        for (Map.Entry<String, JsonNode> queue : root.path("queues").properties()) {
            if (now.isAfter(due(queue.getValue()))) {
                return new Health(State.STUCK, "last sign from the loop of queue " + said(queue, now) + "; " + work);
            }
        }
        return root.path("queues").properties().stream()
                .filter(queue -> queue.getValue().path("state").asString("").equals(AT_WORK))
                .findFirst()
                .map(full -> new Health(
                        State.AT_WORK, "all slots are taken, last heartbeat in queue " + said(full, now) + "; " + work))
                .orElseGet(() -> new Health(State.POLLING, "each queue is asked; " + work));
    }

    /** A number of a process may have gone to another one. */
    private static boolean isThere(long pid, String started) {
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        return process.isPresent()
                && (started.isEmpty()
                        || process.get()
                                .info()
                                .startInstant()
                                .filter(start -> !start.toString().equals(started))
                                .isEmpty());
    }

    private static Instant due(JsonNode node) {
        return Instant.parse(node.path("due").asString(""));
    }

    private static String said(Map.Entry<String, JsonNode> queue, Instant now) {
        Instant sign = Instant.parse(queue.getValue().path("sign").asString(""));
        return queue.getKey() + " " + Duration.between(sign, now).toSeconds() + " s ago";
    }

    private static Health noWorker(String sentence) {
        return new Health(State.NO_WORKER, sentence);
    }
}
