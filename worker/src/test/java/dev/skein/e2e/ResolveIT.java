package dev.skein.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What only a person can tell about migrations that were cut off. */
class ResolveIT extends EndToEndTest {
    private static final String CREATE = "CREATE TABLE item (id int);";

    @Test
    void what_another_tool_left_failed_is_resolved_without_touching_the_history_by_hand() {
        stage.worker();
        push("1", "V1__create.sql", CREATE);
        stage.sql(
                "INSERT INTO flyway_schema_history VALUES (2, '2', 'more', 'SQL', 'V2__more.sql', 1, 'x', now(), 1, false)");
        String run = run(push("2", "V1__create.sql", CREATE, "V2__more.sql", "CREATE TABLE more (id int);"));
        JsonNode refused = stage.outcome(run, 1);

        var other = resolve("--file", "migrations/V1__create.sql", "--rolled-back");
        var resolved = resolve("--file", "migrations/V2__more.sql", "--rolled-back");
        var redriven = stage.skein("redrive", "--run", run, "--wait");

        assertThat(refused.at("/problem/code").asString()).isEqualTo("migration-failed-before");
        assertThat(refused.at("/problem/remedy").asString()).contains("skein resolve");
        assertThat(other.exitCode()).isEqualTo(10);
        assertThat(other.out()).contains("nothing-to-resolve");
        assertThat(resolved.exitCode()).as(resolved.toString()).isZero();
        assertThat(resolved.out()).startsWith("RESOLVED  migrations/V2__more.sql: rolled-back");
        assertThat(stage.sql("SELECT script || ' ' || finding || ' ' || (resolved_by <> '') || ' ' || history_table"
                        + " FROM skein.resolution WHERE statement IS NULL"))
                .containsExactly("V2__more.sql rolled-back true public.flyway_schema_history");
        assertThat(redriven.exitCode()).as(redriven.toString()).isZero();
    }

    @Test
    void a_statement_that_was_changed_after_it_was_done_is_asked_about() {
        stage.environment.put("SKEIN_TARGETS_ORDERS_DRY_RUN", "off");
        stage.worker();
        String index = "CREATE INDEX CONCURRENTLY item_id ON item (id);";
        push("1", "V1__create.sql", CREATE + " INSERT INTO item VALUES (1), (1);");
        run(push(
                "2",
                "V1__create.sql",
                CREATE + " INSERT INTO item VALUES (1), (1);",
                "V2__index.sql",
                index + "\nCREATE UNIQUE INDEX CONCURRENTLY item_key ON item (id);"));
        String changed = run(push(
                "3",
                "V1__create.sql",
                CREATE + " INSERT INTO item VALUES (1), (1);",
                "V2__index.sql",
                "CREATE INDEX CONCURRENTLY item_id ON item (id) WITH (fillfactor = 80);"));
        JsonNode asked = stage.outcome(changed, 1);

        var resolved = resolve("--file", "migrations/V2__index.sql", "--statement", "1", "--applied");
        var redriven = stage.skein("redrive", "--run", changed, "--wait");

        assertThat(asked.at("/problem/code").asString()).isEqualTo("journal-mismatch");
        assertThat(asked.at("/problem/remedy").asString())
                .contains("skein resolve --target orders --file migrations/V2__index.sql --statement 1 --applied");
        assertThat(resolved.exitCode()).as(resolved.toString()).isZero();
        assertThat(redriven.exitCode()).as(redriven.toString()).isZero();
        assertThat(stage.sql("SELECT script || ':' || statement || ' ' || finding FROM skein.resolution"))
                .containsExactly("V2__index.sql:1 applied");
        assertThat(stage.sql("SELECT reloptions IS NULL FROM pg_class WHERE relname = 'item_id'"))
                .containsExactly("t");
    }

    @Test
    void a_request_that_is_repeated_is_answered_as_before_and_changes_nothing_again() {
        stage.worker();
        push("1", "V1__create.sql", CREATE);
        String failed =
                "INSERT INTO flyway_schema_history VALUES (2, '2', 'more', 'SQL', 'V2__more.sql', 1, 'x', now(), 1, false)";
        stage.sql(failed);
        String key = "requests/orders/resolve/1.json";
        String request = "{\"file\":\"migrations/V2__more.sql\",\"finding\":\"rolled-back\"}";
        stage.put(key, request);
        stage.awaitObject("answers/orders/resolve/1/answer.json");
        stage.awaitEmpty(stage.requests);
        // As if the worker had died before it stored the answer; the history speaks of another failure by now.
        stage.remove("answers/orders/resolve/1/answer.json");
        stage.sql(failed);

        stage.put(key, request);

        JsonNode answer = stage.awaitObject("answers/orders/resolve/1/answer.json");
        assertThat(answer.path("status").asString()).isEqualTo("DONE");
        assertThat(stage.sql("SELECT count(*) FROM flyway_schema_history WHERE NOT success"))
                .containsExactly("1");
        assertThat(stage.sql("SELECT request_id FROM skein.resolution")).containsExactly("1");
    }

    private SkeinProcess.Result resolve(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "resolve";
        all[1] = "--target";
        all[2] = "orders";
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return stage.skein(all);
    }

    private SkeinProcess.Result push(String version, String... scripts) {
        return stage.skein("push", stage.bundle(version, scripts).toString(), "--target", "orders", "--wait", "--json");
    }

    private static String run(SkeinProcess.Result pushed) {
        return JsonMapper.shared().readTree(pushed.out()).path("runId").asString();
    }
}
