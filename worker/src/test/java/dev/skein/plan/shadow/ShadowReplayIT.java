package dev.skein.plan.shadow;

import static dev.skein.plan.shadow.Shop.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.skein.bundle.Bundle;
import dev.skein.plan.shadow.ShadowUnavailable.Reason;
import dev.skein.target.Namespace;
import dev.skein.testing.TestBundle;
import dev.skein.testing.TestDatabase;
import dev.skein.testing.TestServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShadowReplayIT {
    private static final String VIEW = "CREATE OR REPLACE VIEW emails AS SELECT email FROM customer;";
    private final Bundle applied =
            TestBundle.of("V1__customer.sql", "CREATE TABLE customer (id int, email text);", "R__emails.sql", VIEW);
    private final Bundle next = TestBundle.of(
            "V1__customer.sql", "CREATE TABLE customer (id int, email text);",
            "R__emails.sql", VIEW,
            "V2__name.sql", "ALTER TABLE customer ADD COLUMN name text;");

    private static ShadowUnavailable refused(Shop shop, Bundle bundle, ShadowSettings settings) {
        return catchThrowableOfType(ShadowUnavailable.class, () -> {
            try (Shadow shadow = shop.shadow(bundle, settings)) {
                throw new AssertionError(shadow.notes());
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 16, 17, 18})
    void runs_what_is_applied_and_leaves_pending_what_is_pending(int major) throws Exception {
        try (TestDatabase database = TestServer.of(major).database()) {
            List<String> before = Shop.databases(database.server());
            try (Shadow shadow = Shop.of(database).apply(applied).shadow(next, Shop.REPLAYING)) {
                assertThat(Shop.method(shadow))
                        .isEqualTo("pg-dump is set to /nowhere/pg_dump, which is no pg_dump with"
                                + " psql beside it: install it there, or set another");
                assertThat(shadow.notes()).anyMatch(note -> note.contains("replay of the applied migrations"));
                assertThat(Shop.pending(shadow, next)).containsExactly("migrations/V2__name.sql");
                assertThat(ask(shadow, "SELECT count(*) FROM emails")).containsExactly("0");
                assertThat(ask(shadow, "SELECT installed_on FROM flyway_schema_history ORDER BY installed_rank"))
                        .isEqualTo(database.query(
                                "SELECT installed_on FROM flyway_schema_history ORDER BY installed_rank"));
                Shop.migrate(shadow, next);
                assertThat(database.query("SELECT count(*) FROM flyway_schema_history"))
                        .containsExactly("2");
            }
            assertThat(Shop.databases(database.server())).isEqualTo(before);
        }
    }

    @Test
    void is_empty_where_nothing_is_applied() throws Exception {
        try (TestDatabase database = TestServer.of(17).database();
                Shadow shadow = Shop.of(database).shadow(next, Shop.REPLAYING)) {
            assertThat(Shop.pending(shadow, next)).hasSize(3);
            assertThat(ask(shadow, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
                    .containsExactly("0");
        }
    }

    @Test
    void follows_the_order_of_the_history_where_versions_came_late_and_repeatables_changed() throws Exception {
        try (TestDatabase database = TestServer.of(17).database()) {
            Shop shop = Shop.of(database);
            shop.apply(TestBundle.of(
                    "V1__a.sql", "CREATE TABLE a (id int);", "R__v.sql", "CREATE OR REPLACE VIEW v AS SELECT 1 AS x;"));
            shop.apply(TestBundle.of(
                    "V1__a.sql", "CREATE TABLE a (id int);",
                    "V4__d.sql", "CREATE TABLE d (id int);",
                    "R__v.sql", "CREATE OR REPLACE VIEW v AS SELECT id AS x FROM d;"));
            database.execute("""
                    INSERT INTO flyway_schema_history SELECT 90, '3', 'c', 'SQL', 'V3__c.sql', 0, 'x', now(), 1, true""", "CREATE TABLE c (LIKE d)");
            Bundle now = TestBundle.of(
                    "V1__a.sql", "CREATE TABLE a (id int);",
                    "V2__b.sql", "CREATE TABLE b (id int);",
                    "V3__c.sql", "CREATE TABLE c (LIKE d);",
                    "V4__d.sql", "CREATE TABLE d (id int);",
                    "R__v.sql", "CREATE OR REPLACE VIEW v AS SELECT id AS x FROM d;");
            try (Shadow shadow = shop.shadow(now, Shop.REPLAYING)) {
                assertThat(ask(
                                shadow,
                                "SELECT relname FROM pg_class WHERE relkind IN ('r', 'v')"
                                        + " AND relnamespace = 'public'::regnamespace ORDER BY 1"))
                        .containsExactly("a", "c", "d", "flyway_schema_history", "v");
            }
        }
    }

    @Test
    void leaves_out_of_the_replay_what_reaches_past_the_database() throws Exception {
        try (TestDatabase database = TestServer.of(17).database()) {
            String role = database.name() + "_reader";
            Bundle bundle = TestBundle.of(
                    "V1__role.sql",
                    "CREATE ROLE " + role + ";\nCREATE TABLE t (id int);\nGRANT SELECT ON t TO " + role + ";");
            database.executeAsAdmin("ALTER ROLE " + database.name() + " CREATEROLE");
            Shop shop = Shop.of(database).apply(bundle);
            try (Shadow shadow = shop.shadow(bundle, Shop.REPLAYING)) {
                assertThat(shadow.notes())
                        .contains(
                                "Left out of the replay, because it reaches past the database: migrations/V1__role.sql:1.");
                assertThat(ask(shadow, "SELECT has_table_privilege(?, 't', 'SELECT')", role))
                        .containsExactly("t");
            } finally {
                database.executeAsAdmin("DROP OWNED BY " + role, "DROP ROLE " + role);
            }
        }
    }

    @Test
    void tells_which_applied_migration_needs_rows() throws Exception {
        try (TestDatabase database = TestServer.of(17).database()) {
            Bundle bundle = TestBundle.of("V1__t.sql", """
                    CREATE TABLE t (id int);

                    SELECT 1 / (SELECT count(*) FROM pg_class WHERE relname = 'there');
                    """);
            database.execute("CREATE SCHEMA s", "CREATE TABLE s.there (id int)");
            Shop shop = Shop.of(database).apply(bundle);
            List<String> before = Shop.databases(database.server());
            ShadowUnavailable refused = refused(shop, bundle, Shop.REPLAYING);
            assertThat(refused.reason()).isEqualTo(Reason.REPLAY_FAILED);
            assertThat(refused)
                    .hasMessageContaining("migrations/V1__t.sql:3 failed with SQLSTATE 22012")
                    .hasMessageContaining("pg-dump is set to");
            assertThat(Shop.databases(database.server())).isEqualTo(before);
        }
    }

    @Test
    void cannot_begin_at_a_baseline() throws Exception {
        try (TestDatabase database = TestServer.of(17).database()) {
            Shop shop = Shop.of(database).apply(applied);
            database.execute("UPDATE flyway_schema_history SET type = 'BASELINE' WHERE version = '1'");
            ShadowUnavailable refused = refused(shop, next, Shop.REPLAYING);
            assertThat(refused.reason()).isEqualTo(Reason.REPLAY_IMPOSSIBLE);
            assertThat(refused).hasMessageContaining("its entry 1 is of type BASELINE");
        }
    }

    @Test
    void needs_every_applied_migration_in_the_bundle() throws Exception {
        try (TestDatabase database = TestServer.of(17).database()) {
            Shop shop = Shop.of(database).apply(next);
            ShadowUnavailable refused = refused(shop, applied, Shop.REPLAYING);
            assertThat(refused.reason()).isEqualTo(Reason.REPLAY_IMPOSSIBLE);
            assertThat(refused).hasMessageContaining("V2__name.sql is not in the bundle");
        }
    }

    @Test
    void is_chosen_where_pg_dump_is_older_than_the_server() throws Exception {
        try (TestDatabase database = TestServer.of(17).database();
                Shadow shadow = Shop.of(database).apply(applied).shadow(next, Shop.cloning())) {
            assertThat(Shop.method(shadow))
                    .matches("pg_dump 15\\.\\d+ is older than the server \\(17\\.\\d+\\):"
                            + " install pg_dump 17 or later, or set pg-dump to one");
        }
    }

    @Test
    void is_cut_when_the_time_is_over_whatever_a_migration_sets() throws Exception {
        try (TestDatabase database = TestServer.of(17).database()) {
            Bundle bundle = TestBundle.of(
                    "V1__t.sql",
                    "SET statement_timeout TO 0;\nSELECT CASE WHEN current_database() LIKE 'skein%' THEN pg_sleep(60) END;");
            Shop shop = Shop.of(database).apply(bundle);
            List<String> before = Shop.databases(database.server());
            ShadowUnavailable refused = refused(shop, bundle, Shop.withTimeout(Shop.REPLAYING, Duration.ofSeconds(2)));
            assertThat(refused.reason()).isEqualTo(Reason.TIMED_OUT);
            assertThat(Shop.databases(database.server())).isEqualTo(before);
        }
    }

    @Test
    void runs_as_the_targets_role_in_its_schema() throws Exception {
        try (TestDatabase database = TestServer.of(17).database()) {
            String app = database.name() + "_app";
            database.executeAsAdmin(
                    "CREATE ROLE " + app + " NOLOGIN",
                    "GRANT " + app + " TO " + database.name(),
                    "GRANT CREATE ON DATABASE " + database.name() + " TO " + app);
            Shop shop = Shop.of(database).as(new Namespace("Shop \"1\"", List.of(), "h", app));
            try (Shadow shadow = shop.apply(applied).shadow(next, Shop.REPLAYING)) {
                assertThat(ask(
                                shadow,
                                "SELECT DISTINCT tableowner || schemaname FROM pg_tables WHERE tablename = 'customer'"))
                        .containsExactly(app + "Shop \"1\"");
            } finally {
                database.executeAsAdmin("DROP OWNED BY " + app, "DROP ROLE " + app);
            }
        }
    }
}
