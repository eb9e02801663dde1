package dev.skein.rig;

import static dev.skein.testing.Patience.PATIENCE;

import dev.skein.e2e.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.awaitility.core.ConditionTimeoutException;
import software.amazon.awssdk.services.sqs.model.Message;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Looks what is there when everything is over: all that had to happen, once, and nothing else. */
final class Aftermath {

    /** The target's role has the name of its database. */
    private static final String SESSIONS = """
            SELECT application_name || ' ' || coalesce(query, '') FROM pg_stat_activity
            WHERE (datname = current_database() OR usename = current_database()) AND pid <> pg_backend_pid()
                AND backend_type = 'client backend'""";

    private static final String SCRATCH = """
            SELECT datname FROM pg_database
            WHERE datname <> current_database() AND pg_get_userbyid(datdba) = current_database()""";

    private final Stage stage;
    private final Database database;
    private final Map<String, List<JsonNode>> published = new HashMap<>();

    Aftermath(Stage stage, Database database) {
        this.stage = stage;
        this.database = database;
    }

    /** Waits for the ends, then compares. Each loss is one sentence. */
    List<String> losses(List<Scene.Upload> uploads) {
        List<String> losses = new ArrayList<>();
        for (Scene.Upload upload : uploads) {
            await(losses, "outcome of " + upload.run(), () -> isStored(upload));
        }
        await(losses, "empty queue", () -> isEmpty(stage.uploads) && isEmpty(stage.requests));
        await(losses, "no session of a worker", () -> database.query(SESSIONS).isEmpty());
        for (Scene.Upload upload : uploads) {
            outcome(losses, upload);
        }
        same(losses, "dead letters", true, isEmpty(stage.deadLetters));
        effects(losses, uploads.size());
        leftovers(losses);
        return losses;
    }

    private void effects(List<String> losses, int version) {
        same(losses, "ledger", Series.entries(version), database.query("SELECT entry FROM ledger ORDER BY id"));
        same(
                losses,
                "history",
                Series.scripts(version),
                database.query("SELECT script FROM flyway_schema_history WHERE success ORDER BY installed_rank"));
        same(
                losses,
                "failed entries",
                List.of(),
                database.query("SELECT script FROM flyway_schema_history WHERE NOT success"));
        same(losses, "view", List.of(Integer.toString(version)), database.query("SELECT version FROM report"));
        same(losses, "partitions", List.of("share_" + version), database.query("""
                SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'share'::regclass ORDER BY 1"""));
        same(losses, "indexes", Series.indexes(version), database.query("""
                SELECT relname FROM pg_class WHERE relkind = 'i' AND relname LIKE 'part%label%' ORDER BY relname COLLATE "C"
                """));
        for (int n = 1; n <= version; n++) {
            same(losses, "part_" + n, List.of("50"), database.query("SELECT count(more) FROM part_" + n));
            same(losses, "detached", true, database.is("SELECT to_regclass('share_" + (n - 1) + "') IS NOT NULL"));
        }
        same(
                losses,
                "runs",
                List.of(Integer.toString(version)),
                database.query("SELECT count(*) FROM skein.run WHERE applied_at IS NOT NULL"));
        same(
                losses,
                "unfinished runs",
                List.of("0"),
                database.query("SELECT count(*) FROM skein.run WHERE applied_at IS NULL"));
    }

    private void leftovers(List<String> losses) {
        same(
                losses,
                "invalid indexes",
                List.of(),
                database.query("SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid"));
        same(losses, "journal", List.of(), database.query("SELECT script FROM skein.journal"));
        same(losses, "locks", List.of(), database.query("""
                SELECT locktype || ' ' || mode FROM pg_locks WHERE pid <> pg_backend_pid()
                    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"""));
        same(losses, "prepared transactions", List.of(), database.query("SELECT gid FROM pg_prepared_xacts"));
        same(losses, "scratch databases", List.of(), database.query(SCRATCH));
    }

    private void outcome(List<String> losses, Scene.Upload upload) {
        JsonNode stored = stage.object(upload.outcomeKey());
        same(losses, "status of " + upload.run() + " " + stored.path("problem"), "APPLIED", text(stored, "status"));
        same(losses, "from", upload.version() == 1 ? "" : upload.version() - 1 + ".3", text(stored, "from"));
        same(losses, "to", upload.version() + ".3", text(stored, "to"));
        List<String> all = Series.scripts(upload.version());
        List<String> own =
                all.subList(Series.scripts(upload.version() - 1).size() - (upload.version() == 1 ? 1 : 0), all.size());
        same(
                losses,
                "migrations of " + upload.run(),
                own,
                stored.path("migrations")
                        .valueStream()
                        .map(migration -> text(migration, "file").substring("migrations/".length()))
                        .toList());
        await(losses, "publication of " + upload.run(), () -> {
            collect();
            return published.containsKey(upload.run());
        });
        List<JsonNode> told = published.getOrDefault(upload.run(), List.of());
        same(
                losses,
                "publications of " + upload.run(),
                List.of(stored),
                told.stream().distinct().toList());
        JsonNode latest = stage.object("runs/" + upload.run() + "/latest.json");
        same(losses, "latest of " + upload.run(), upload.outcomeKey(), text(latest, "outcome"));
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }

    /** Takes out of the topic's inbox what has come since. */
    private void collect() {
        List<Message> messages;
        do {
            messages = stage.sqs
                    .receiveMessage(
                            receive -> receive.queueUrl(stage.outcomeInbox).maxNumberOfMessages(10))
                    .messages();
            for (Message message : messages) {
                JsonNode outcome = JsonMapper.shared().readTree(message.body());
                published
                        .computeIfAbsent(text(outcome, "runId"), run -> new ArrayList<>())
                        .add(outcome);
                stage.sqs.deleteMessage(
                        delete -> delete.queueUrl(stage.outcomeInbox).receiptHandle(message.receiptHandle()));
            }
        } while (!messages.isEmpty());
    }

    private boolean isStored(Scene.Upload upload) {
        return !stage.object(upload.outcomeKey()).isMissingNode();
    }

    private boolean isEmpty(String queue) {
        return stage.counts(queue).values().stream().allMatch(count -> count == 0);
    }

    private static void await(List<String> losses, String what, Callable<Boolean> condition) {
        try {
            org.awaitility.Awaitility.await(what).atMost(PATIENCE).until(condition);
        } catch (ConditionTimeoutException e) {
            losses.add("not seen: " + what);
        }
    }

    private static void same(List<String> losses, String what, Object expected, Object actual) {
        if (!Objects.equals(expected, actual)) {
            losses.add(what + ": expected " + expected + ", found " + actual);
        }
    }
}
