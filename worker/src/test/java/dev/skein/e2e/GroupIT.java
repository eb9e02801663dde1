package dev.skein.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One upload for many: lists of targets, databases and schemas by pattern, canaries, and the redrive of what failed. */
class GroupIT extends EndToEndTest {
    /** Fails in the schemas that are listed as broken. */
    private static final String CREATE = """
            DO $$ BEGIN
                IF EXISTS (SELECT FROM public.broken WHERE name = current_schema()) THEN
                    RAISE EXCEPTION 'this one is broken';
                END IF;
            END $$;
            CREATE TABLE item (id int PRIMARY KEY);
            """;

    @BeforeEach
    void prepare() {
        stage.sql("CREATE TABLE public.broken (name text); GRANT SELECT ON public.broken TO public");
    }

    @Test
    void the_schemas_of_a_pattern_are_members_and_all_get_the_bundle() {
        schemas("tenant_a", "Tenant B", "other");
        shops("SCHEMAS", "?enant*", "0");
        SkeinProcess worker = stage.worker();

        var pushed = push("1");

        assertThat(pushed.exitCode()).as(worker.out()).isZero();
        assertThat(pushed.out()).contains("APPLIED  orders 1 on shops", "2 members: 2 applied");
        assertThat(schemasWithItem()).containsExactly("Tenant B", "tenant_a");
        assertThat(statuses()).containsExactly("APPLIED", "APPLIED", "APPLIED");
        assertThat(JsonMapper.shared()
                        .readTree(stage.take(stage.alertInbox).body())
                        .at("/content/description")
                        .asString())
                .contains("2 members hold the bundle.");
        assertThat(stage.counts(stage.alertInbox).values()).allMatch(count -> count == 0);
        stage.awaitEmpty(stage.uploads);
        stage.awaitEmpty(stage.deadLetters);
    }

    @Test
    void a_canary_that_fails_keeps_the_others_from_being_begun_until_the_group_is_redriven() {
        schemas("tenant_a", "tenant_b", "tenant_c");
        stage.sql("INSERT INTO public.broken VALUES ('tenant_a')");
        shops("SCHEMAS", "tenant_*", "1");
        stage.worker();

        var pushed = push("1");

        assertThat(pushed.exitCode()).as(pushed.toString()).isEqualTo(11);
        assertThat(pushed.out())
                .contains(
                        "FAILED  orders 1 on shops",
                        "3 members: 1 failed, 2 not-begun",
                        "group-incomplete",
                        "0 of 3 members hold the bundle");
        assertThat(schemasWithItem()).isEmpty();
        String run = pushed.out()
                .lines()
                .filter(line -> line.startsWith("  run "))
                .map(line -> line.substring("  run ".length(), line.indexOf(", attempt")))
                .collect(Collectors.joining());
        var letters = stage.skein("dead-letters");
        assertThat(letters.out()).contains("group-incomplete", "statement-failed", run);

        stage.sql("TRUNCATE public.broken");
        var redriven = stage.skein("redrive", "--run", run, "--wait");

        assertThat(redriven.exitCode()).as(redriven.toString()).isZero();
        assertThat(redriven.out()).contains("3 members: 3 applied");
        assertThat(schemasWithItem()).containsExactly("tenant_a", "tenant_b", "tenant_c");
        stage.awaitEmpty(stage.uploads);
        stage.awaitEmpty(stage.deadLetters);
    }

    @Test
    void a_redrive_begins_what_failed_and_nothing_else() {
        schemas("tenant_a", "tenant_b", "tenant_c");
        stage.sql("INSERT INTO public.broken VALUES ('tenant_b')");
        shops("SCHEMAS", "tenant_*", "1");
        stage.worker();
        var pushed = push("1", "--json");
        assertThat(pushed.exitCode()).as(pushed.toString()).isEqualTo(11);
        JsonNode group = JsonMapper.shared().readTree(pushed.out());
        assertThat(group.at("/group/applied").asInt()).isEqualTo(2);
        assertThat(group.at("/group/failed").asInt()).isEqualTo(1);

        stage.sql("TRUNCATE public.broken");
        var redriven = stage.skein("redrive", "--run", group.path("runId").asString(), "--wait", "--json");

        assertThat(redriven.exitCode()).as(redriven.toString()).isZero();
        Map<String, Integer> attempts = JsonMapper.shared()
                .readTree(redriven.out())
                .at("/outcomes/0/group/results")
                .valueStream()
                .collect(Collectors.toMap(
                        one -> one.path("target").asString(),
                        one -> one.path("attempt").asInt()));
        assertThat(attempts.values()).containsExactlyInAnyOrder(1, 2, 1);
        stage.awaitEmpty(stage.deadLetters);
    }

    @Test
    void targets_of_a_list_and_databases_of_a_pattern_are_members() {
        schemas("other");
        stage.admin("CREATE DATABASE \"" + stage.id + "-x\" OWNER " + stage.id);
        stage.admin("CREATE DATABASE \"" + stage.id + "-y\" OWNER " + stage.id);
        try {
            shops("DATABASES", stage.id + "-*", "0");
            stage.environment.put("SKEIN_TARGETS_BOTH_MEMBERS", "orders,second");
            target("SECOND");
            stage.environment.put("SKEIN_TARGETS_SECOND_SCHEMA", "other");
            stage.worker();
            String table = "CREATE TABLE item (id int);";
            var databases = stage.skein(
                    "push", stage.bundle("1", "V1__create.sql", table).toString(), "--target", "shops", "--wait");
            assertThat(databases.exitCode()).as(databases.toString()).isZero();
            assertThat(databases.out()).contains("2 members: 2 applied");

            stage.sql("DROP TABLE public.broken");
            var both = stage.skein(
                    "push", stage.bundle("1", "V1__create.sql", table).toString(), "--target", "both", "--wait");

            assertThat(both.exitCode()).as(both.toString()).isZero();
            assertThat(schemasWithItem()).containsExactly("other", "public");
        } finally {
            stage.admin("DROP DATABASE \"" + stage.id + "-x\" WITH (FORCE)");
            stage.admin("DROP DATABASE \"" + stage.id + "-y\" WITH (FORCE)");
        }
    }

    @Test
    void a_group_of_nobody_and_a_bundle_that_is_none_are_refused_once() {
        shops("SCHEMAS", "nobody_*", "0");
        stage.worker();

        var empty = push("1");
        String version = stage.put("bundles/shops/orders/2.zip", "no zip");

        assertThat(empty.exitCode()).as(empty.toString()).isEqualTo(10);
        assertThat(empty.out()).contains("group-empty");
        assertThat(stage.outcome("shops/orders/2/" + version, 1)
                        .at("/problem/code")
                        .asString())
                .isEqualTo("not-a-zip");
        assertThat(stage.skein("dead-letters", "--target", "shops").out()).contains("group-empty", "not-a-zip");
    }

    private List<String> statuses() {
        Message first = stage.take(stage.outcomeInbox);
        Message second = stage.take(stage.outcomeInbox);
        Message third = stage.take(stage.outcomeInbox);
        return List.of(first, second, third).stream()
                .map(message -> Stage.attributes(message).getOrDefault("status", ""))
                .toList();
    }

    private List<String> schemasWithItem() {
        return stage.sql("SELECT schemaname FROM pg_tables WHERE tablename = 'item' ORDER BY schemaname COLLATE \"C\"");
    }

    private SkeinProcess.Result push(String version, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "push", stage.bundle(version, "V1__create.sql", CREATE).toString(), "--target", "shops", "--wait"));
        arguments.addAll(List.of(more));
        return stage.skein(arguments.toArray(String[]::new));
    }

    private void schemas(String... names) {
        for (String name : names) {
            stage.sql("CREATE SCHEMA \"" + name + "\" AUTHORIZATION " + stage.id);
        }
    }

    private void shops(String kind, String pattern, String canary) {
        target("SHOPS");
        stage.environment.put("SKEIN_TARGETS_SHOPS_" + kind, pattern);
        stage.environment.put("SKEIN_TARGETS_SHOPS_CANARY", canary);
    }

    private void target(String name) {
        String prefix = "SKEIN_TARGETS_" + name + "_";
        stage.environment.put(prefix + "URL", stage.environment.get("SKEIN_TARGETS_ORDERS_URL"));
        stage.environment.put(prefix + "USER", stage.id);
        stage.environment.put(prefix + "PASSWORD", stage.environment.get("SKEIN_TARGETS_ORDERS_PASSWORD"));
        // What raises an error would do so in the dry run, too.
        stage.environment.put(prefix + "DRY_RUN", "off");
    }
}
