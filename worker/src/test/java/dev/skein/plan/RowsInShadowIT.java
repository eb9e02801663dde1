package dev.skein.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.bundle.Bundle;
import dev.skein.testing.TestBundle;
import dev.skein.testing.TestDatabase;
import dev.skein.testing.TestServer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A shadow has no rows; what fails there for want of them does not keep a bundle from being applied. */
class RowsInShadowIT {
    private static final String CREATE = """
            CREATE TABLE customer (id bigserial PRIMARY KEY, email text);
            CREATE TABLE orders (id bigserial PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customer);
            """;

    private final TestDatabase database = TestServer.of(15).database();

    @AfterEach
    void drop() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WITH gone AS (DELETE FROM orders RETURNING *) SELECT count(*) FROM gone;",
                "WITH gone AS (DELETE FROM orders RETURNING *) INSERT INTO customer (id) SELECT id FROM gone;",
                "VACUUM;"
            })
    void watches_statements_that_name_no_table(String migration) {
        Plan plan = plan("V2__more.sql", migration);

        assertThat(plan.findings().problems()).isEmpty();
        assertThat(plan.findings().inconclusive()).isEmpty();
    }

    @Test
    void leaves_out_a_query_that_needs_rows() {
        Plan plan = plan(
                "V2__sequence.sql",
                "SELECT setval('orders_id_seq', COALESCE((SELECT max(id) FROM orders), 0));\nCREATE TABLE more (id int);");

        assertThat(plan.verdict()).isEqualTo(Verdict.APPLY);
        assertThat(plan.findings().inconclusive())
                .singleElement()
                .satisfies(finding -> assertThat(finding.sqlState()).isEqualTo("22003"));
        assertThat(plan.effect().diff().changes())
                .anyMatch(change -> change.id().path().equals("public.more"));
    }

    @Test
    void leaves_out_as_many_as_there_are() {
        String rows = IntStream.rangeClosed(1, 120)
                .mapToObj(id -> "INSERT INTO orders (id, customer_id) VALUES (" + id + ", 1);\n")
                .collect(Collectors.joining());

        Plan plan = plan("V2__rows.sql", rows + "CREATE TABLE more (id int);");

        assertThat(plan.verdict()).isEqualTo(Verdict.APPLY);
        assertThat(plan.findings().inconclusive()).hasSize(120);
        assertThat(plan.findings().inconclusive().get(119).why()).contains("not tried");
        assertThat(plan.effect().diff().changes())
                .anyMatch(change -> change.id().path().equals("public.more"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"beforeMigrate", "beforeEachMigrate", "afterEachMigrate", "afterMigrate"})
    void leaves_out_a_callbacks_statement_that_needs_rows(String callback) {
        Plan plan = plan(
                "V2__more.sql",
                "CREATE TABLE more (id int);",
                callback + ".sql",
                "CREATE TABLE IF NOT EXISTS made_by_callback (id int);\n\nINSERT INTO orders (customer_id) VALUES (1);\n");

        assertThat(plan.verdict()).isEqualTo(Verdict.APPLY);
        assertThat(plan.findings().inconclusive()).singleElement().satisfies(finding -> {
            assertThat(finding.sqlState()).isEqualTo("23503");
            assertThat(finding.statement().file()).endsWith(callback + ".sql");
            assertThat(finding.statement().line()).isEqualTo(3);
        });
        assertThat(plan.effect().diff().changes())
                .anyMatch(change -> change.id().path().equals("public.more"))
                .anyMatch(change -> change.id().path().equals("public.made_by_callback"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHADOW", "IN_PLACE"})
    void names_the_callback_that_fails(DryRun dryRun) {
        Plan plan = plan(
                dryRun,
                "V2__more.sql",
                "CREATE TABLE more (id int);",
                "afterEachMigrate.sql",
                "SELECT 1;\nALTER TABLE nowhere\n  ADD COLUMN a int;\n");

        assertThat(plan.findings().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("dry-run-failed");
            assertThat(problem.place().file()).endsWith("afterEachMigrate.sql");
            assertThat(problem.place().line()).isEqualTo(2);
        });
    }

    private Plan plan(String... more) {
        return plan(DryRun.SHADOW, more);
    }

    private Plan plan(DryRun dryRun, String... more) {
        Applied.to(database, TestBundle.of("V1__create.sql", CREATE));
        String[] scripts = new String[more.length + 2];
        scripts[0] = "V1__create.sql";
        scripts[1] = CREATE;
        System.arraycopy(more, 0, scripts, 2, more.length);
        Bundle bundle = TestBundle.of(scripts);
        return Planning.by(dryRun).plan(database, bundle);
    }
}
