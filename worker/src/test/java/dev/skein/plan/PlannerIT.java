package dev.skein.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.bundle.Bundle;
import dev.skein.plan.hazard.Decision;
import dev.skein.plan.hazard.HazardCode;
import dev.skein.plan.trace.LockMode;
import dev.skein.plan.trace.Touch;
import dev.skein.plan.trace.TracedStatement;
import dev.skein.testing.TestBundle;
import dev.skein.testing.TestDatabase;
import dev.skein.testing.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Plans, made of real bundles on real databases. */
class PlannerIT {
    private static final String CREATE = """
            CREATE TABLE customer (id bigint PRIMARY KEY, email text, note text);
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, total int);
            """;

    private final TestDatabase database = TestServer.of(17).database();

    @AfterEach
    void drop() {
        database.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"SHADOW", "IN_PLACE"})
    void says_what_each_statement_locks_rewrites_scans_and_builds(DryRun dryRun) {
        applied("V1__create.sql", CREATE);
        Bundle bundle = TestBundle.of("V1__create.sql", CREATE, "V2__change.sql", """
                ALTER TABLE customer ADD COLUMN age int;
                ALTER TABLE orders ALTER COLUMN total TYPE bigint;
                CREATE INDEX ON customer (email);
                ALTER TABLE customer ALTER COLUMN email SET NOT NULL;
                ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customer;
                TRUNCATE orders;
                INSERT INTO customer VALUES (1, 'a');
                """);

        List<TracedStatement> traced = Planning.by(dryRun)
                .plan(database, bundle)
                .effect()
                .segments()
                .get(0)
                .statements();

        assertThat(traced.stream().map(PlannerIT::locks).toList())
                .containsExactly(
                        Map.of("public.customer", "ACCESS EXCLUSIVE"),
                        Map.of("public.orders", "ACCESS EXCLUSIVE rewritten scanned index"),
                        Map.of("public.customer", "ACCESS EXCLUSIVE scanned index"),
                        Map.of("public.customer", "ACCESS EXCLUSIVE scanned"),
                        // It checks the orders against the key's index of the customers.
                        Map.of("public.customer", "ACCESS EXCLUSIVE", "public.orders", "ACCESS EXCLUSIVE scanned"),
                        Map.of("public.orders", "ACCESS EXCLUSIVE"),
                        Map.of("public.customer", "ACCESS EXCLUSIVE"));
    }

    @Test
    void leaves_neither_the_target_changed_nor_a_scratch_database_behind() {
        applied("V1__create.sql", CREATE);
        Bundle bundle = TestBundle.of("V1__create.sql", CREATE, "V2__drop.sql", "DROP TABLE orders;");
        List<String> before = database.query("SELECT datname FROM pg_database ORDER BY 1");

        for (DryRun dryRun : DryRun.values()) {
            Planning.by(dryRun).plan(database, bundle);
        }

        assertThat(database.query("SELECT datname FROM pg_database ORDER BY 1")).isEqualTo(before);
        assertThat(database.query("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace ="
                        + " 'public'::regnamespace ORDER BY 1"))
                .containsExactly("customer", "flyway_schema_history", "orders");
        assertThat(database.query("SELECT count(*) FROM flyway_schema_history")).containsExactly("1");
    }

    @ParameterizedTest
    @EnumSource(names = {"SHADOW", "IN_PLACE"})
    void tries_copy_from_stdin_too(DryRun dryRun) {
        applied("V1__create.sql", CREATE);
        Bundle bundle = TestBundle.of("V1__create.sql", CREATE, "V2__copy.sql", """
                COPY customer (id, email) FROM STDIN;
                1\tada@example.com
                \\.
                """);

        Plan plan = Planning.by(dryRun).plan(database, bundle);

        assertThat(plan.findings().problems()).isEmpty();
        assertThat(plan.findings().inconclusive()).isEmpty();
        Applied.to(database, bundle);
        assertThat(database.query("SELECT email FROM customer")).containsExactly("ada@example.com");
    }

    @Test
    void says_where_a_statement_fails_and_why() {
        Bundle bundle = TestBundle.of("V1__a.sql", "CREATE TABLE a (id int);\n\nALTER TABLE b\n  ADD c int;\n");

        Plan plan = Planning.by(DryRun.SHADOW).plan(database, bundle);

        assertThat(plan.verdict()).isEqualTo(Verdict.REJECT);
        PlanProblem problem = plan.findings().problems().get(0);
        assertThat(problem.code()).isEqualTo("dry-run-failed");
        assertThat(problem.place().file()).isEqualTo("migrations/V1__a.sql");
        assertThat(problem.place().line()).isEqualTo(3);
        assertThat(problem.place().statement()).startsWith("ALTER TABLE b");
        assertThat(problem.server())
                .isNotNull()
                .matches(server -> server.sqlState().equals("42P01"));
    }

    @Test
    void cuts_a_statement_that_never_ends_even_if_it_defends_itself() {
        Bundle bundle = TestBundle.of("V1__endless.sql", """
                SET statement_timeout TO 0;
                DO $$ BEGIN
                  LOOP
                    BEGIN PERFORM pg_sleep(1000); EXCEPTION WHEN query_canceled THEN NULL; END;
                    EXIT WHEN clock_timestamp() > now() + interval '3 s';
                  END LOOP;
                END $$;
                SELECT pg_sleep(1000);
                """);

        Plan plan = Planning.by(DryRun.SHADOW).within(Duration.ofSeconds(1)).plan(database, bundle);

        assertThat(plan.findings().problems()).extracting(PlanProblem::code).containsExactly("dry-run-timed-out");
    }

    @Test
    void leaves_out_what_depends_on_rows_and_says_so() {
        applied("V1__create.sql", CREATE);
        Bundle bundle = TestBundle.of("V1__create.sql", CREATE, "V2__strict.sql", """
                CREATE TABLE extra (id int);
                DO $$ DECLARE found text; BEGIN SELECT email INTO STRICT found FROM customer; END $$;
                ALTER TABLE extra ADD COLUMN more int;
                """);

        Plan plan = Planning.by(DryRun.SHADOW).plan(database, bundle);

        assertThat(plan.verdict()).isEqualTo(Verdict.APPLY);
        assertThat(plan.findings().inconclusive()).singleElement().satisfies(finding -> {
            assertThat(finding.sqlState()).isEqualTo("P0002");
            assertThat(finding.statement().number()).isEqualTo(2);
        });
        assertThat(plan.effect().diff().changes())
                .anyMatch(change -> change.id().path().equals("public.extra.more"));
    }

    @Test
    void stops_what_reaches_past_the_database_before_it_is_executed_anywhere() {
        String role = database.name() + "_intruder";
        Bundle bundle = TestBundle.of(
                "V1__a.sql",
                "CREATE TABLE a (id int);\nCREATE ROLE " + role + ";\nCOPY (SELECT 1) TO PROGRAM 'touch /tmp/" + role
                        + "';\nSELECT pg_terminate_backend(pid) FROM pg_stat_activity;\n");

        Plan plan = Planning.by(DryRun.SHADOW).plan(database, bundle);

        assertThat(plan.verdict()).isEqualTo(Verdict.REJECT);
        assertThat(plan.findings().hazards())
                .extracting(judged -> judged.hazard().code())
                .contains(HazardCode.REACHES_ROLES, HazardCode.REACHES_PROGRAMS, HazardCode.SIGNALS_SESSIONS);
        assertThat(plan.method().kind()).isEqualTo("off");
        assertThat(database.query("SELECT rolname FROM pg_roles WHERE rolname = '" + role + "'"))
                .isEmpty();
        assertThat(java.nio.file.Path.of("/tmp", role)).doesNotExist();
    }

    @Test
    void has_nothing_to_do_where_everything_is_applied() {
        applied("V1__create.sql", CREATE);

        Plan plan = Planning.by(DryRun.SHADOW).plan(database, TestBundle.of("V1__create.sql", CREATE));

        assertThat(plan.verdict()).isEqualTo(Verdict.NOTHING_TO_DO);
    }

    private void applied(String... scripts) {
        Applied.to(database, TestBundle.of(scripts));
    }

    private static Map<String, String> locks(TracedStatement statement) {
        return statement.touches().stream()
                .filter(touch -> touch.mode().compareTo(LockMode.SHARE_UPDATE_EXCLUSIVE) >= 0)
                .collect(Collectors.toMap(Touch::relation, PlannerIT::words));
    }

    private static String words(Touch touch) {
        return touch.mode().label()
                + (touch.rewritten() ? " rewritten" : "")
                + (touch.scanned() ? " scanned" : "")
                + (touch.indexBuilt() ? " index" : "");
    }

    @ParameterizedTest
    @EnumSource(names = {"SHADOW", "IN_PLACE"})
    void callbacks_lose_no_rows_unseen(DryRun dryRun) {
        applied("V1__create.sql", CREATE);
        database.execute("INSERT INTO orders VALUES (1, 1, 1)", "INSERT INTO customer VALUES (1, 'a', 'b')");
        Bundle bundle = TestBundle.of(
                "V1__create.sql",
                CREATE,
                "V2__change.sql",
                "CREATE TABLE other (id int);",
                "afterMigrate.sql",
                "DELETE FROM orders; TRUNCATE customer;");

        Plan plan = Planning.by(dryRun).plan(database, bundle);

        assertThat(plan.findings().hazards().stream()
                        .filter(judged -> judged.decision() == Decision.BLOCK)
                        .map(judged -> judged.hazard().code().code() + " "
                                + judged.hazard().object()))
                .containsExactlyInAnyOrder("deletes-all-rows public.orders", "truncates-table public.customer");
        assertThat(plan.verdict()).isEqualTo(Verdict.REJECT);
    }
}
