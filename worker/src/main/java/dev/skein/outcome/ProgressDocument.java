package dev.skein.outcome;

import dev.skein.apply.Progress;
import dev.skein.target.BackendWatch.Blocker;
import dev.skein.target.BackendWatch.Sight;
import dev.skein.target.BackendWatch.Work;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code progress.json}, schema {@code skein.progress/1}: how far a run's attempt is. Row data can be in the SQL. */
public final class ProgressDocument {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Characters of a statement that are shown. */
    private static final int LONGEST_SQL = 1000;

    private final ObjectNode root;

    private ProgressDocument(ObjectNode root) {
        this.root = root;
    }

    /** An attempt whose message waits in the queue. */
    public static ProgressDocument queued(RunId run, int attempt, Instant at) {
        return new ProgressDocument(root(run, attempt, "queued", at));
    }

    static ProgressDocument of(Attempt attempt, Progress.State state, Optional<Sight> sight, Instant at) {
        ObjectNode root =
                root(attempt.run(), attempt.number(), state.phase().name().toLowerCase(Locale.ROOT), at);
        Progress.Step step = state.step();
        if (step != null) {
            root.putObject("migration")
                    .put("file", step.file())
                    .put("index", step.index())
                    .put("of", step.of());
            root.putObject("statement")
                    .put("number", step.statement())
                    .put(
                            "text",
                            step.sql()
                                    .substring(
                                            0, Math.min(LONGEST_SQL, step.sql().length())));
        }
        root.put("retries", state.retries());
        sight.flatMap(Sight::work).ifPresent(work -> write(root.putObject("work"), work));
        ArrayNode blockers = root.putArray("blockedBy");
        sight.ifPresent(seen -> seen.blockers().forEach(blocker -> write(blockers.addObject(), blocker)));
        return new ProgressDocument(root);
    }

    private static ObjectNode root(RunId run, int attempt, String phase, Instant at) {
        return JSON.createObjectNode()
                .put("schema", "skein.progress/1")
                .put("runId", run.value())
                .put("attempt", attempt)
                .put("phase", phase)
                .put("at", at.toString());
    }

    private static void write(ObjectNode node, Work work) {
        node.put("phase", work.phase()).put("done", work.done()).put("total", work.total());
        if (work.total() > 0) {
            node.put("percent", Math.min(100, 100 * work.done() / work.total()));
        }
    }

    private static void write(ObjectNode node, Blocker blocker) {
        node.put("pid", blocker.pid())
                .put("application", blocker.application())
                .put("user", blocker.user())
                .put("state", blocker.state())
                .put("seconds", blocker.seconds());
    }

    static ProgressDocument parse(byte[] json) {
        return new ProgressDocument((ObjectNode) JSON.readTree(json));
    }

    /** The run. */
    public RunId run() {
        return new RunId(root.path("runId").asString(""));
    }

    /** The attempt, from 1. */
    public int attempt() {
        return root.path("attempt").asInt(1);
    }

    /** The node at a JSON pointer. */
    public JsonNode at(String pointer) {
        return root.at(pointer);
    }

    String json() {
        return JSON.writeValueAsString(root);
    }
}
