package dev.skein.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.target.ApplySettings;
import dev.skein.target.Granularity;
import dev.skein.testing.TestDatabase;
import dev.skein.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a migration finds its session like, whatever the one before it has made of it. */
class SessionIT {
    private static final String SEEN = """
            CREATE TABLE seen AS
            SELECT current_user::text AS role, current_setting('search_path') AS path, current_setting('lock_timeout') AS wait;
            """;

    private final TestDatabase database = TestServer.of(17).database();
    private final Applying applying = new Applying(database);

    @BeforeEach
    void let_the_login_take_another_role() {
        database.executeAsAdmin("GRANT pg_monitor TO " + database.name());
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET ROLE pg_monitor; SET search_path TO pg_catalog; SET lock_timeout TO 0;",
                "SELECT set_config('role', 'pg_monitor', false), set_config('search_path', 'pg_catalog', false),"
                        + " set_config('lock_timeout', '0', false);",
                "DO $$ BEGIN SET ROLE pg_monitor; SET search_path TO pg_catalog; SET lock_timeout TO 0; END $$;",
                "SET LOCAL ROLE pg_monitor; SET LOCAL search_path TO pg_catalog; SET LOCAL lock_timeout TO 0;"
            })
    void is_as_if_the_migration_before_had_set_nothing(String setting) {
        List<String> applied =
                applying.apply("V1__a.sql", "CREATE TABLE a ();", "V2__set.sql", setting, "V3__see.sql", SEEN);

        assertThat(applied).hasSize(3);
        assertThat(database.query("SELECT role || ' ' || wait FROM public.seen"))
                .containsExactly(database.name() + " 3s");
        assertThat(database.query("SELECT path LIKE '%public%' FROM public.seen"))
                .containsExactly("t");
    }

    @ParameterizedTest
    @EnumSource(Granularity.class)
    void is_the_same_in_one_transaction_and_in_many(Granularity segments) {
        ApplySettings settings =
                new ApplySettings(segments, ApplySettings.DEFAULT.lockTimeout(), ApplySettings.DEFAULT.lockBudget());

        List<String> applied = Applying.applied(applying.apply(
                settings,
                "V1__set.sql",
                "SET ROLE pg_monitor;",
                "V2__see.sql",
                SEEN,
                "R__views.sql",
                "CREATE VIEW v AS SELECT 1;"));

        assertThat(applied).hasSize(3);
        assertThat(database.query("SELECT role FROM public.seen")).containsExactly(database.name());
        assertThat(database.query("SELECT relowner::regrole FROM pg_class WHERE relname = 'v'"))
                .containsExactly(database.name());
    }

    @Test
    void does_not_go_on_without_the_history() {
        List<String> applied = applying.apply(
                "V1__a.sql",
                "CREATE TABLE a ();",
                "V2__away.sql",
                "DROP TABLE flyway_schema_history;",
                "V3__b.sql",
                "CREATE TABLE b ();");

        assertThat(applied).isEmpty();
        assertThat(database.query("SELECT to_regclass('a') IS NULL AND to_regclass('b') IS NULL"))
                .containsExactly("t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "DO $$ BEGIN %s END $$;"})
    void numbers_entries_after_those_that_a_migration_writes_itself(String form) {
        String own =
                "INSERT INTO flyway_schema_history (installed_rank, description, type, script, installed_by, execution_time, success)"
                        + " VALUES (7, 'own', 'SQL', 'own.sql', 'me', 0, true);";

        List<String> applied = applying.apply(
                "V1__a.sql",
                "CREATE TABLE a ();",
                "V2__own.sql",
                form.formatted(own),
                "V3__b.sql",
                "CREATE TABLE b ();");

        assertThat(applied).contains("migrations/V3__b.sql");
        assertThat(database.query("SELECT installed_rank || ' ' || script FROM flyway_schema_history ORDER BY 1"))
                .containsExactly("1 V1__a.sql", "7 own.sql", "8 V2__own.sql", "9 V3__b.sql");
    }
}
