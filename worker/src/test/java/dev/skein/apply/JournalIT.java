package dev.skein.apply;

import static dev.skein.testing.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.skein.target.ApplySettings;
import dev.skein.target.Granularity;
import dev.skein.target.TransientFailure;
import dev.skein.testing.TestDatabase;
import dev.skein.testing.TestServer;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Migrations that are no transaction, cut off and taken up. */
class JournalIT {
    private final TestDatabase database = TestServer.of(17).database();
    private final Applying applying = new Applying(database);

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void a_failed_index_leaves_neither_itself_nor_an_entry_behind_and_is_built_when_the_rows_are_mended() {
        String[] bundle = {
            "V1__a.sql", "CREATE TABLE a (id int); INSERT INTO a VALUES (1), (1);",
            "V2__unique.sql", "CREATE UNIQUE INDEX CONCURRENTLY a_id ON a (id);"
        };

        assertThat(applying.apply(bundle)).containsExactly("migrations/V1__a.sql");
        assertThat(database.query("SELECT count(*) FROM pg_index WHERE NOT indisvalid"))
                .containsExactly("0");
        assertThat(database.query("SELECT count(*) FROM flyway_schema_history WHERE NOT success"))
                .containsExactly("0");

        database.execute("TRUNCATE a");
        assertThat(applying.apply(bundle)).containsExactly("migrations/V2__unique.sql");
        assertThat(database.query("SELECT count(*) FROM skein.journal")).containsExactly("0");
    }

    @Test
    void goes_on_after_the_statement_that_was_done_last() {
        String[] broken = {
            "V1__a.sql", "CREATE TABLE a (id int); CREATE TABLE told (what text);",
            "V2__more.sql.conf", "executeInTransaction=false",
            "V2__more.sql", """
                    INSERT INTO told VALUES ('one');
                    CREATE INDEX CONCURRENTLY a_id ON a (id);
                    INSERT INTO told SELECT 'two' FROM a WHERE 1 / (SELECT count(*) FROM a) = 1;
                    INSERT INTO told VALUES ('three');
                    """
        };

        assertThat(applying.apply(broken)).containsExactly("migrations/V1__a.sql");
        database.execute("INSERT INTO a VALUES (1)");
        assertThat(applying.apply(broken)).containsExactly("migrations/V2__more.sql");

        assertThat(database.query("SELECT what FROM told")).containsExactly("one", "two", "three");
    }

    @Test
    void keeps_what_the_migration_itself_put_into_a_transaction_in_one() {
        String[] broken = {
            "V1__a.sql.conf", "executeInTransaction=false",
            "V1__a.sql", """
                    CREATE TABLE a (id int);
                    BEGIN;
                    INSERT INTO a VALUES (1);
                    INSERT INTO a SELECT 1 / 0;
                    COMMIT;
                    """
        };

        applying.apply(broken);

        assertThat(database.query("SELECT count(*) FROM a")).containsExactly("0");
    }

    @Test
    void takes_up_an_index_that_was_cut_off_in_any_state() {
        String table = "CREATE TABLE a (id int); INSERT INTO a VALUES (1);";
        String index = "CREATE INDEX CONCURRENTLY a_id ON a (id)";
        String invalid = "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'a_id'::regclass";
        for (List<String> state : List.of(List.<String>of(), List.of(index), List.of(index, invalid))) {
            try (TestDatabase other = TestServer.of(17).database()) {
                Applying here = new Applying(other);
                here.apply("V1__a.sql", table);
                other.executeAsAdmin(
                        "INSERT INTO skein.journal SELECT 'public.flyway_schema_history', 'V2__b.sql', 1, '"
                                + Applying.sha256(index) + "', false, 'a'::regclass, '{}'");
                state.forEach(other::executeAsAdmin);

                assertThat(here.apply("V1__a.sql", table, "V2__b.sql", index + ";"))
                        .as(state.toString())
                        .containsExactly("migrations/V2__b.sql");
                assertThat(other.query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_id'::regclass"))
                        .as(state.toString())
                        .containsExactly("t");
            }
        }
    }

    @Test
    void builds_anew_an_index_whose_session_was_killed_in_the_middle() throws Exception {
        String[] bundle = {
            "V1__a.sql", "CREATE TABLE a (id int);", "V2__b.sql", "CREATE INDEX CONCURRENTLY a_id ON a (id);"
        };
        applying.apply("V1__a.sql", "CREATE TABLE a (id int);");
        try (Connection writer = database.connect();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("INSERT INTO a VALUES (1)");
            CompletableFuture<List<String>> killed = CompletableFuture.supplyAsync(() -> applying.apply(bundle));
            await().until(() -> database.query("SELECT count(*) FROM pg_stat_progress_create_index"
                            + " WHERE phase = 'waiting for writers before build'")
                    .equals(List.of("1")));
            database.executeAsAdmin("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_progress_create_index");

            assertThatThrownBy(killed::get).hasCauseInstanceOf(TransientFailure.class);
            writer.rollback();
        }
        assertThat(database.query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_id'::regclass"))
                .containsExactly("f");

        assertThat(applying.apply(bundle)).containsExactly("migrations/V2__b.sql");

        assertThat(database.query("SELECT indisvalid FROM pg_index WHERE indrelid = 'a'::regclass"))
                .containsExactly("t");
        assertThat(database.query("SELECT success FROM flyway_schema_history ORDER BY installed_rank"))
                .containsExactly("t", "t");
    }

    @Test
    void waits_politely_for_a_lock_without_a_transaction_too() throws Exception {
        String[] bundle = {
            "V1__a.sql", "CREATE TABLE a (id int); CREATE TABLE told (what text);",
            "V2__more.sql.conf", "executeInTransaction=false",
            "V2__more.sql", """
                    INSERT INTO told VALUES ('one');
                    ALTER TABLE a ADD COLUMN more int;
                    """
        };
        applying.apply("V1__a.sql", bundle[1]);
        try (Connection reader = database.connect();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SELECT * FROM a");
            CompletableFuture<List<String>> waiting =
                    CompletableFuture.supplyAsync(() -> Applying.applied(applying.apply(
                            new ApplySettings(Granularity.FEWEST, Duration.ofMillis(200), Duration.ofMinutes(1)),
                            bundle)));
            await().until(() -> database.query("SELECT count(*) FROM flyway_schema_history WHERE NOT success")
                    .equals(List.of("1")));
            reader.rollback();

            assertThat(waiting.get()).containsExactly("migrations/V2__more.sql");
        }
        assertThat(database.query("SELECT what FROM told")).containsExactly("one");
    }

    @Test
    void leaves_an_index_to_the_next_try_where_others_hold_the_table_of_one_that_was_cancelled() throws Exception {
        String[] bundle = {
            "V1__t.sql", "CREATE TABLE t (id int);", "V2__index.sql", "CREATE INDEX CONCURRENTLY t_id ON t (id);"
        };
        applying.apply(bundle[0], bundle[1]);
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("INSERT INTO t VALUES (1)");
            CompletableFuture<ApplyResult> stopped = CompletableFuture.supplyAsync(() -> applying.apply(
                    new ApplySettings(Granularity.FEWEST, Duration.ofMillis(200), Duration.ofMinutes(1)), bundle));
            await().atMost(PATIENCE)
                    .until(() -> database.query(
                                    "SELECT pg_cancel_backend(pid) FROM pg_stat_progress_create_index WHERE phase LIKE 'waiting%'")
                            .equals(List.of("t")));

            assertThat(Applying.applied(stopped.get())).isEmpty();
            other.commit();
        }
        assertThat(database.query("SELECT indisvalid FROM pg_index WHERE indrelid = 't'::regclass"))
                .containsExactly("f");

        assertThat(applying.apply(bundle)).containsExactly("migrations/V2__index.sql");
        assertThat(database.query("SELECT indisvalid FROM pg_index WHERE indrelid = 't'::regclass"))
                .containsExactly("t");
    }

    @Test
    void goes_on_in_a_repeatable_that_had_been_applied_with_other_content_before() {
        String[] first = {
            "V1__t.sql", "CREATE TABLE t (what text);",
            "R__r.sql", "INSERT INTO t VALUES ('one');",
            "R__r.sql.conf", "executeInTransaction=false"
        };
        applying.apply(first);
        String[] next = first.clone();
        next[3] = "INSERT INTO t VALUES ('two'); SELECT 1/0;";
        applying.apply(next);
        next[3] = "INSERT INTO t VALUES ('two'); SELECT 1;";

        assertThat(applying.apply(next)).containsExactly("migrations/R__r.sql");
        assertThat(database.query("SELECT what FROM t ORDER BY what")).containsExactly("one", "two");
        assertThat(database.query("SELECT script FROM skein.journal")).isEmpty();
    }
}
