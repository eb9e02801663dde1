package dev.skein.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.bundle.Bundle;
import dev.skein.target.TransientFailure;
import dev.skein.testing.TestBundle;
import dev.skein.testing.TestDatabase;
import dev.skein.testing.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A dry run on the target itself leaves it as it was, and nobody waits for it for long. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InPlaceIT {
    private static final String CREATE = "CREATE TABLE customer (id bigint PRIMARY KEY, email text);";

    private final TestDatabase database = TestServer.of(17).database();

    @AfterEach
    void drop() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"beforeMigrate", "beforeEachMigrate", "afterEachMigrate", "afterMigrate"})
    void commits_nothing_though_a_callback_does(String callback) {
        Applied.to(database, TestBundle.of("V1__create.sql", CREATE));
        Bundle bundle = TestBundle.of(
                "V1__create.sql",
                CREATE,
                "V2__more.sql",
                "CREATE TABLE more (id int);",
                callback + ".sql",
                "INSERT INTO customer VALUES (7);\n/* then */ COMMIT;\n");

        Plan plan = Planning.by(DryRun.IN_PLACE).plan(database, bundle);

        assertThat(database.query("SELECT id FROM customer")).isEmpty();
        assertThat(database.query("SELECT to_regclass('more')")).containsExactly("null");
        assertThat(database.query("SELECT count(*) FROM flyway_schema_history")).containsExactly("1");
        assertThat(plan.findings().problems()).isEmpty();
        assertThat(plan.findings().inconclusive()).singleElement().satisfies(finding -> {
            assertThat(finding.statement().file()).endsWith(callback + ".sql");
            assertThat(finding.statement().line()).isEqualTo(2);
            assertThat(finding.why()).contains("callback");
        });
    }

    @Test
    void runs_callbacks_that_end_nothing() {
        Bundle bundle = TestBundle.of(
                "V1__create.sql",
                CREATE,
                "afterEachMigrate.sql",
                "CREATE TABLE made_by_callback (id int);\nDO $$ BEGIN NULL; END $$;\n");

        Plan plan = Planning.by(DryRun.IN_PLACE).plan(database, bundle);

        assertThat(plan.findings().inconclusive()).isEmpty();
        assertThat(plan.effect().diff().changes())
                .anyMatch(change -> change.id().path().equals("public.made_by_callback"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET lock_timeout = 0; ALTER TABLE customer ADD COLUMN age int;",
                "SET LOCAL lock_timeout = '1h'; TRUNCATE customer;",
                "SELECT set_config('lock_timeout', '0', true); COPY customer (id) FROM STDIN;\n1\n\\.\n"
            })
    void does_not_wait_for_a_lock_though_the_migration_would(String migration) throws SQLException {
        Applied.to(database, TestBundle.of("V1__create.sql", CREATE));
        Bundle bundle = TestBundle.of("V1__create.sql", CREATE, "V2__wait.sql", migration);
        try (Connection other = locked("customer")) {
            assertThatThrownBy(() -> Planning.by(DryRun.IN_PLACE)
                            .within(Duration.ofSeconds(30))
                            .plan(database, bundle))
                    .isInstanceOf(TransientFailure.class);
            other.rollback();
        }
    }

    @Test
    void keeps_a_shorter_wait_that_the_migration_sets() {
        Bundle bundle = TestBundle.of("V1__a.sql", """
                SET lock_timeout = '50ms';
                DO $$ BEGIN
                  IF current_setting('lock_timeout') <> '50ms' THEN RAISE EXCEPTION 'lost'; END IF;
                END $$;
                """);

        assertThat(Planning.by(DryRun.IN_PLACE)
                        .plan(database, bundle)
                        .findings()
                        .problems())
                .isEmpty();
    }

    @Test
    void says_which_session_kept_it_waiting_when_the_time_is_over() throws SQLException {
        Applied.to(database, TestBundle.of("V1__create.sql", CREATE));
        Bundle bundle = TestBundle.of("V1__create.sql", CREATE, "V2__wait.sql", """
                DO $$ BEGIN
                  PERFORM set_config('lock_timeout', '0', true);
                  LOCK TABLE customer;
                END $$;
                """);
        try (Connection other = locked("customer")) {
            Plan plan =
                    Planning.by(DryRun.IN_PLACE).within(Duration.ofSeconds(2)).plan(database, bundle);

            assertThat(plan.findings().problems()).singleElement().satisfies(problem -> {
                assertThat(problem.code()).isEqualTo("dry-run-timed-out");
                assertThat(problem.message()).contains("waited for a lock", "session " + pid(other));
            });
            other.rollback();
        }
    }

    @Test
    void is_refused_to_a_superuser() {
        database.executeAsAdmin("ALTER ROLE " + database.name() + " SUPERUSER");
        Bundle bundle = TestBundle.of("V1__create.sql", CREATE);

        Plan plan = Planning.by(DryRun.IN_PLACE).plan(database, bundle);

        assertThat(plan.verdict()).isEqualTo(Verdict.REJECT);
        assertThat(plan.findings().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("shadow-unavailable");
            assertThat(problem.message()).contains(database.name(), "superuser");
        });
    }

    private Connection locked(String table) throws SQLException {
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
        }
        return connection;
    }

    private static String pid(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getString(1);
        }
    }
}
