package dev.skein.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.flyway.FlywaySetup;
import dev.skein.target.ApplySettings;
import dev.skein.target.Granularity;
import dev.skein.target.TargetConnector;
import dev.skein.target.TargetSession;
import dev.skein.target.TransientFailure;
import dev.skein.testing.TestBundle;
import dev.skein.testing.TestDatabase;
import dev.skein.testing.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is one transaction and what is not, on real databases. */
class SegmentIT {
    private static final String HISTORY =
            "SELECT script FROM flyway_schema_history WHERE success ORDER BY installed_rank";

    private final TestDatabase database = TestServer.of(17).database();
    private final Applying applying = new Applying(database);

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void applies_all_or_nothing_where_everything_can_be_in_a_transaction() {
        List<String> result = applying.apply(
                "V1__a.sql",
                "CREATE TABLE a (id int);",
                "V2__b.sql",
                "CREATE TABLE b (id int);",
                "V3__bad.sql",
                "SELECT 1/0;");

        assertThat(result).isEmpty();
        assertThat(database.query("SELECT to_regclass('a') IS NULL AND to_regclass('b') IS NULL"))
                .containsExactly("t");
        assertThat(database.query(HISTORY)).isEmpty();
    }

    @Test
    void keeps_what_was_before_a_migration_that_cannot_be_in_a_transaction() {
        List<String> result = applying.apply(
                "V1__a.sql",
                "CREATE TABLE a (id int);",
                "V2__index.sql",
                "CREATE INDEX CONCURRENTLY a_id ON a (id);",
                "V3__b.sql",
                "CREATE TABLE b (id int);",
                "V4__bad.sql",
                "SELECT 1/0;");

        assertThat(result).containsExactly("migrations/V1__a.sql", "migrations/V2__index.sql");
        assertThat(database.query("SELECT to_regclass('b') IS NULL")).containsExactly("t");
    }

    @Test
    void knows_the_statements_without_a_transaction_that_flyway_does_not_know() {
        List<String> result = applying.apply(
                "V1__a.sql",
                """
                CREATE TABLE a (id int PRIMARY KEY) PARTITION BY RANGE (id);
                CREATE TABLE a_1 PARTITION OF a FOR VALUES FROM (0) TO (10);
                CREATE TABLE b (id int PRIMARY KEY);
                """,
                "V2__index.sql",
                "REINDEX INDEX CONCURRENTLY b_pkey;",
                "V3__table.sql",
                "REINDEX TABLE CONCURRENTLY b;",
                "V4__detach.sql",
                "ALTER TABLE a DETACH PARTITION a_1 CONCURRENTLY;");

        assertThat(result).hasSize(4);
        assertThat(database.query("SELECT relispartition FROM pg_class WHERE relname = 'a_1'"))
                .containsExactly("f");
    }

    @Test
    void commits_a_new_enum_value_before_it_is_used() {
        List<String> result = applying.apply(
                "V1__a.sql",
                "CREATE TYPE mood AS ENUM ('sad'); CREATE TABLE a (mood mood);",
                "V2__more.sql",
                "ALTER TYPE mood ADD VALUE 'happy';",
                "V3__use.sql",
                "INSERT INTO a VALUES ('happy');");

        assertThat(result).hasSize(3);
        assertThat(database.query("SELECT mood FROM a")).containsExactly("happy");
    }

    @Test
    void takes_begin_and_commit_of_migrations_for_nothing() {
        List<String> result = applying.apply(
                "V1__a.sql",
                "BEGIN; CREATE TABLE a (id int); COMMIT;",
                "V2__b.sql",
                "start transaction;\n/* so it is */ CREATE TABLE b (id int);\nEND;",
                "V3__ids.sql",
                "CREATE TABLE ids AS SELECT a.xmin::text AS a, b.xmin::text AS b FROM pg_class a, pg_class b"
                        + " WHERE a.relname = 'a' AND b.relname = 'b'");

        assertThat(result).hasSize(3);
        assertThat(database.query("SELECT a = b FROM ids")).containsExactly("t");
    }

    @Test
    void keeps_callbacks_from_ending_the_transaction_of_a_segment() {
        List<String> result = applying.apply(
                "V1__a.sql",
                "CREATE TABLE a (id int);",
                "V2__bad.sql",
                "SELECT 1/0;",
                "afterEachMigrate.sql",
                "BEGIN; COMMENT ON SCHEMA public IS 'seen'; COMMIT;");

        assertThat(result).isEmpty();
        assertThat(database.query("SELECT to_regclass('a') IS NULL")).containsExactly("t");
    }

    @Test
    void refuses_a_rollback_since_it_would_undo_the_migrations_before() {
        List<String> result = applying.apply(
                "V1__a.sql", "CREATE TABLE a (id int);", "V2__b.sql", "CREATE TABLE b (id int); ROLLBACK;");

        assertThat(result).isEmpty();
        assertThat(database.query("SELECT to_regclass('a') IS NULL")).containsExactly("t");
    }

    @Test
    void commits_each_migration_where_the_target_says_so() {
        List<String> result = Applying.applied(applying.apply(
                new ApplySettings(Granularity.MIGRATION, Duration.ofSeconds(3), Duration.ofMinutes(1)),
                "V1__a.sql",
                "CREATE TABLE a (id int);",
                "V2__bad.sql",
                "SELECT 1/0;"));

        assertThat(result).containsExactly("migrations/V1__a.sql");
    }

    @Test
    void lets_others_read_while_it_waits_for_a_lock() throws Exception {
        applying.apply("V1__busy.sql", "CREATE TABLE busy (id int);");
        try (Connection reader = database.connect();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SELECT * FROM busy");
            CompletableFuture<ApplyResult> waiting = CompletableFuture.supplyAsync(() -> applying.apply(
                    new ApplySettings(Granularity.FEWEST, Duration.ofMillis(200), Duration.ofMinutes(1)),
                    "V1__busy.sql",
                    "CREATE TABLE busy (id int);",
                    "V2__more.sql",
                    "ALTER TABLE busy ADD COLUMN more int;"));
            awaitRetry();
            assertThat(database.query("SELECT count(*) FROM busy")).containsExactly("0");
            reader.rollback();

            assertThat(Applying.applied(waiting.get())).containsExactly("migrations/V2__more.sql");
        }
    }

    @Test
    void outlives_the_timeouts_that_a_role_carries() {
        database.executeAsAdmin("ALTER ROLE " + database.name() + " SET statement_timeout TO '50ms'");

        assertThat(applying.apply("V1__a.sql", "SELECT pg_sleep(0.2);")).hasSize(1);
    }

    @Test
    void runs_callbacks_as_flyway_does_though_it_calls_flyway_several_times() throws SQLException {
        String[] bundle = {
            "beforeMigrate.sql", "CREATE TABLE IF NOT EXISTS seen (id serial, what text); " + saw("beforeMigrate"),
            "beforeEachMigrate.sql", saw("beforeEachMigrate"),
            "afterEachMigrate.sql", saw("afterEachMigrate"),
            "afterVersioned.sql", saw("afterVersioned"),
            "beforeRepeatables.sql", saw("beforeRepeatables"),
            "afterMigrateApplied.sql", saw("afterMigrateApplied"),
            "afterMigrate__1.sql", saw("afterMigrate 1"),
            "afterMigrate__2.sql", saw("afterMigrate 2"),
            "V1__a.sql", "CREATE TABLE a (id int);" + saw("V1"),
            "V2__b.sql", "CREATE INDEX CONCURRENTLY a_id ON a (id);",
            "V3__c.sql", saw("V3"),
            "R__d.sql", saw("R"),
            "R__e.sql", saw("R again")
        };
        applying.apply(bundle);
        List<String> ours = database.query("SELECT what FROM seen ORDER BY id");
        try (TestDatabase other = TestServer.of(17).database();
                TargetSession session = new TargetConnector(Duration.ofSeconds(10)).open(other.target(), "test")) {
            FlywaySetup.migrating(TestBundle.of(bundle), session).migrate();

            assertThat(ours).isEqualTo(other.query("SELECT what FROM seen ORDER BY id"));
        }
    }

    @Test
    void keeps_lease_tables_history_and_notes_on_one_backend() {
        applying.apply(
                "V1__a.sql",
                "CREATE TABLE seen AS SELECT pg_backend_pid() AS pid, (SELECT pid FROM skein.lease) AS lease,"
                        + " EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()) AS lock;");

        assertThat(database.query("SELECT pid = lease AND lock FROM seen")).containsExactly("t");
    }

    private static String saw(String what) {
        return "INSERT INTO seen (what) VALUES ('" + what + "');";
    }

    @Test
    void has_callbacks_wait_for_locks_no_longer_than_migrations() throws Exception {
        applying.apply("V1__busy.sql", "CREATE TABLE busy (id int);");
        try (Connection reader = database.connect();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SELECT FROM busy");

            assertThatThrownBy(() -> applying.apply(
                            new ApplySettings(Granularity.FEWEST, Duration.ofMillis(200), Duration.ofMillis(300)),
                            "V1__busy.sql",
                            "CREATE TABLE busy (id int);",
                            "beforeMigrate.sql",
                            "ALTER TABLE busy ADD COLUMN IF NOT EXISTS more int;"))
                    .isInstanceOf(TransientFailure.class)
                    .hasMessageContaining("55P03");
        }
    }

    @Test
    void makes_up_for_a_callback_that_did_not_come_after_the_commit() throws Exception {
        String[] bundle = {
            "V1__t.sql", "CREATE TABLE t (what text);",
            "afterMigrateApplied.sql", "INSERT INTO t VALUES ('applied');",
            "afterMigrateApplied__more.sql", "LOCK TABLE held; INSERT INTO t VALUES ('more');"
        };
        database.execute("CREATE SCHEMA other", "CREATE TABLE other.held (id int)");
        bundle[5] = bundle[5].replace("held", "other.held");
        ApplySettings hasty = new ApplySettings(Granularity.FEWEST, Duration.ofMillis(200), Duration.ofSeconds(1));
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE other.held");

            assertThatThrownBy(() -> applying.apply(hasty, bundle)).isInstanceOf(TransientFailure.class);
        }

        ApplyResult again = applying.takeUp(bundle);

        assertThat(Applying.applied(again)).containsExactly("migrations/V1__t.sql");
        assertThat(database.query("SELECT DISTINCT what FROM t ORDER BY what")).containsExactly("applied", "more");
    }

    private void awaitRetry() {
        Instant end = Instant.now().plusSeconds(30);
        while (Instant.now().isBefore(end)) {
            List<String> waiting =
                    database.query("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'skein test'"
                            + " AND wait_event_type = 'Lock'");
            if (waiting.equals(List.of("1"))) {
                return;
            }
        }
        throw new AssertionError("nobody waits for a lock");
    }
}
