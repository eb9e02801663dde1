package dev.skein.plan.shadow;

import static dev.skein.plan.shadow.Shop.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.skein.bundle.Bundle;
import dev.skein.testing.TestBundle;
import dev.skein.testing.TestDatabase;
import dev.skein.testing.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever may run programs on the server does not try bundles. */
class ShadowStandInIT {
    private static final String V1 = "CREATE TABLE customer (id int PRIMARY KEY);";

    private final TestDatabase database = Shop.dumpable().database();
    private final Bundle bundle =
            TestBundle.of("V1__a.sql", V1, "V2__b.sql", "ALTER TABLE customer ADD COLUMN age int;");

    static List<ShadowSettings> ways() {
        return List.of(Shop.cloning(), Shop.REPLAYING);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void gives_way_to_a_role_that_lives_as_long_as_the_scratch_database(ShadowSettings settings) throws Exception {
        database.executeAsAdmin("ALTER ROLE " + database.name() + " SUPERUSER");
        Shop shop = Shop.of(database).apply(TestBundle.of("V1__a.sql", V1));
        String role;
        try (Shadow shadow = shop.shadow(bundle, settings)) {
            role = shadow.role();
            assertThat(ask(shadow, "SELECT current_user || ' ' || session_user"))
                    .containsExactly(role + " " + role);
            assertThat(ask(
                            shadow,
                            "SELECT rolsuper OR rolcreaterole OR rolcreatedb FROM pg_roles WHERE rolname = ?",
                            role))
                    .containsExactly("f");
            Shop.migrate(shadow, bundle);
            assertThat(ask(shadow, "SELECT age FROM customer")).isEmpty();
            assertThat(shadow.lesser()).contains(database.name() + " is a superuser");
            for (String text : List.of(
                    "DO $$ BEGIN EXECUTE 'RESET' || ' ROLE'; EXECUTE 'COPY customer FROM PRO' || 'GRAM ''true'''; END $$",
                    "DO $$ BEGIN EXECUTE 'SET ROLE " + database.name() + "'; END $$")) {
                assertThat(catchThrowableOfType(SQLException.class, () -> Shop.tell(shadow, text))
                                .getSQLState())
                        .isEqualTo("42501");
            }
        }
        assertThat(database.query("SELECT rolname FROM pg_roles WHERE rolname = '" + role + "'"))
                .isEmpty();
        assertThat(Shop.databases(Shop.dumpable())).doesNotContain(role);
    }

    @Test
    void asks_for_no_right_to_drop_a_role_where_there_is_none() throws Exception {
        try (TestDatabase database = TestServer.of(17).database();
                Connection connection = database.connect()) {
            assertThatCode(() -> new Disposal(new Sql(connection)).dropRole("skein_shadow_nobody"))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void restores_what_only_a_superuser_may_make() throws Exception {
        database.executeAsAdmin(
                "ALTER ROLE " + database.name() + " SUPERUSER", "CREATE EXTENSION postgres_fdw", "CREATE SCHEMA more");
        try (Shadow shadow = Shop.of(database).shadow(bundle, Shop.cloning())) {
            assertThat(ask(shadow, "SELECT extname FROM pg_extension WHERE extname = 'postgres_fdw'"))
                    .containsExactly("postgres_fdw");
            assertThat(shadow.missing()).isEmpty();
        }
    }

    @Test
    void is_swept_where_its_worker_died() throws Exception {
        String old =
                ShadowName.hash(database.name(), database.target().namespace().history());
        String name = "skein_shadow_" + old + "_1600000000_0123abcd";
        database.executeAsAdmin("ALTER ROLE " + database.name() + " SUPERUSER", "CREATE ROLE " + name);
        try (Shadow shadow = Shop.of(database).shadow(bundle, Shop.REPLAYING)) {
            assertThat(shadow.role()).isNotEqualTo(name);
            assertThat(database.query("SELECT rolname FROM pg_roles WHERE rolname = '" + name + "'"))
                    .isEmpty();
        }
    }

    @Test
    void says_what_to_do_where_no_role_can_be_made() throws Exception {
        database.executeAsAdmin("GRANT pg_execute_server_program TO " + database.name());
        ShadowUnavailable refused = catchThrowableOfType(ShadowUnavailable.class, () -> {
            try (Shadow shadow = Shop.of(database).shadow(bundle, Shop.REPLAYING)) {
                throw new AssertionError(shadow.notes());
            }
        });
        assertThat(refused.reason()).isEqualTo(ShadowUnavailable.Reason.ROLE_NOT_ALLOWED);
        assertThat(refused).hasMessageContaining("pg_execute_server_program").hasMessageContaining("shadow-role");
    }

    @Test
    void is_not_kept_from_being_made_by_a_role_that_only_reads_by_default() throws Exception {
        database.executeAsAdmin("ALTER ROLE " + database.name() + " SET default_transaction_read_only TO on");
        for (ShadowSettings settings : ways()) {
            try (Shadow shadow = Shop.of(database).shadow(bundle, settings)) {
                assertThat(Shop.method(shadow)).isNotEmpty();
                assertThat(shadow.missing()).isEmpty();
            }
        }
    }
}
