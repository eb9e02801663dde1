package dev.skein.plan.shadow;

import static dev.skein.plan.shadow.Shop.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.skein.bundle.Bundle;
import dev.skein.plan.shadow.ShadowUnavailable.Reason;
import dev.skein.target.TargetSession;
import dev.skein.testing.TestBundle;
import dev.skein.testing.TestDatabase;
import dev.skein.testing.TestServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShadowServerIT {
    private final Bundle bundle = TestBundle.of("V1__t.sql", "CREATE TABLE t (id int);");

    private ShadowUnavailable refused(Shop shop, ShadowSettings settings) {
        return catchThrowableOfType(ShadowUnavailable.class, () -> {
            try (Shadow shadow = shop.shadow(bundle, settings)) {
                throw new AssertionError(shadow.notes());
            }
        });
    }

    @Test
    void says_what_to_do_where_the_role_may_not_create_databases() throws Exception {
        try (TestDatabase database = TestServer.of(17).database()) {
            database.executeAsAdmin("ALTER ROLE " + database.name() + " NOCREATEDB");
            ShadowUnavailable refused = refused(Shop.of(database), Shop.REPLAYING);
            assertThat(refused.reason()).isEqualTo(Reason.NO_CREATEDB);
            assertThat(refused)
                    .hasMessage("role " + database.name() + " may not create databases: grant it CREATEDB, or set"
                            + " the target's shadow-url, or dry-run: in-place");
        }
    }

    @Test
    void says_what_to_do_where_the_shadow_role_is_missing_or_not_for_the_login() throws Exception {
        try (TestDatabase database = TestServer.of(17).database()) {
            assertThat(refused(Shop.of(database), Shop.withRole(Shop.REPLAYING, "nobody \"here\"")))
                    .hasMessageContaining("role nobody \"here\" does not exist")
                    .extracting(ShadowUnavailable::reason)
                    .isEqualTo(Reason.ROLE_NOT_ALLOWED);
            assertThat(refused(Shop.of(database), Shop.withRole(Shop.REPLAYING, "postgres")))
                    .hasMessageContaining("may not become role postgres")
                    .extracting(ShadowUnavailable::reason)
                    .isEqualTo(Reason.ROLE_NOT_ALLOWED);
        }
    }

    @Test
    void lets_a_shadow_role_without_any_privilege_own_the_scratch_database() throws Exception {
        for (int major : List.of(15, 17)) {
            try (TestDatabase database = TestServer.of(major).database()) {
                String role = database.name() + "_shadow";
                Shop shop = Shop.of(database).apply(bundle);
                database.executeAsAdmin(
                        "CREATE ROLE " + role + " NOLOGIN",
                        "ALTER ROLE " + database.name() + " NOINHERIT",
                        "GRANT " + role + " TO " + database.name());
                List<String> before = Shop.databases(database.server());
                try (Shadow shadow = shop.shadow(bundle, Shop.withRole(Shop.REPLAYING, role))) {
                    assertThat(ask(shadow, "SELECT tableowner FROM pg_tables WHERE tablename = 't'"))
                            .containsExactly(role);
                }
                assertThat(Shop.databases(database.server())).isEqualTo(before);
                database.executeAsAdmin("DROP ROLE " + role);
            }
        }
    }

    @Test
    void is_of_no_use_to_anybody_else_and_says_what_it_is() throws Exception {
        try (TestDatabase database = TestServer.of(17).database();
                Shadow shadow = Shop.of(database).shadow(bundle, Shop.REPLAYING)) {
            String name = ask(shadow, "SELECT current_database()").get(0);
            assertThat(ShadowName.parse(name)).isPresent();
            assertThat(Shop.ask(database.server(), """
                            SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = ?""", name))
                    .allMatch(comment -> comment.startsWith("Scratch database of Skein's dry run for target orders"));
            assertThat(Shop.ask(database.server(), """
                            SELECT count(*) FROM pg_database, aclexplode(datacl) WHERE datname = ? AND grantee = 0""", name)).containsExactly("0");
        }
    }

    @Test
    void drops_the_scratch_databases_of_dead_makers_and_of_nobody_else() throws Exception {
        TestServer server = TestServer.of(17);
        try (TestDatabase database = server.database();
                Shadow living = Shop.of(database).shadow(bundle, Shop.REPLAYING)) {
            String alive = ask(living, "SELECT current_database()").get(0);
            String hash = ShadowName.parse(alive).orElseThrow().target();
            String dead = "skein_shadow_" + hash + "_1500000000_0123abcd";
            String young = ShadowName.of(
                            hash, ShadowName.parse(alive).orElseThrow().epoch())
                    .text();
            String kept = "skein_shadow_" + hash + "_1500000000_0123abcd_";
            String others = "skein_shadow_0000000000000000_1500000000_0123abcd";
            List<String> named = List.of(dead, young, kept, others);
            for (String name : named) {
                Shop.tell(server, "CREATE DATABASE " + name + " OWNER " + database.name());
            }
            try (Shadow second = Shop.of(database).shadow(bundle, Shop.REPLAYING)) {
                assertThat(Shop.databases(server))
                        .doesNotContain(dead, young)
                        .contains(alive, kept, others)
                        .containsAll(ask(second, "SELECT current_database()"));
            } finally {
                for (String name : named) {
                    Shop.tell(server, "DROP DATABASE IF EXISTS " + name);
                }
            }
        }
    }

    @Test
    void sweeps_what_a_maker_left_whose_session_is_gone() throws Exception {
        TestServer server = TestServer.of(17);
        try (TestDatabase database = server.database();
                TargetSession session = Shop.CONNECTOR.open(database.target(), "test");
                Connection maker = database.connect()) {
            String name = "skein_shadow_"
                    + ShadowName.hash(
                            database.name(), database.target().namespace().history()) + "_1500000000_0123abcd";
            new Sql(maker).run("CREATE DATABASE " + name);
            new Sql(maker).run("SET application_name TO '" + name + "'");
            Shadows shadows = new Shadows(Shop.CONNECTOR, Shop.REPLAYING);

            shadows.sweep(database.target(), session);
            assertThat(Shop.databases(server)).contains(name);

            assertThat(Shop.ask(
                            server,
                            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE application_name = ?",
                            name))
                    .containsExactly("t");
            shadows.sweep(database.target(), session);
            assertThat(Shop.databases(server)).doesNotContain(name);
        }
    }

    @Test
    void is_dropped_though_its_makers_session_was_ended() throws Exception {
        TestServer server = TestServer.of(17);
        try (TestDatabase database = server.database()) {
            Shadow shadow = Shop.of(database).shadow(bundle, Shop.REPLAYING);
            String name = ask(shadow, "SELECT current_database()").get(0);
            assertThat(Shop.ask(
                            server,
                            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE application_name = ?",
                            name))
                    .containsExactly("t");
            shadow.close();
            assertThat(Shop.databases(server)).doesNotContain(name);
        }
    }

    @Test
    void may_be_on_another_server_where_missing_roles_are_created() throws Exception {
        TestServer other = TestServer.of(16);
        try (TestDatabase database = Shop.dumpable().database()) {
            String reader = database.name() + " \"reader\"";
            try (Connection admin = database.connectAsAdmin()) {
                new Sql(admin).runFormatted("CREATE ROLE %I", reader);
                new Sql(admin).run("CREATE TABLE s (id int)");
                new Sql(admin).runFormatted("ALTER TABLE s OWNER TO %I", database.name());
                new Sql(admin).runFormatted("GRANT SELECT ON s TO %I", reader);
                new Sql(admin).run("CREATE EXTENSION IF NOT EXISTS pgcrypto");
            }
            List<String> before = Shop.databases(other);
            try (Shadow shadow = Shop.of(database).shadow(bundle, Shop.on(Shop.cloning(), other))) {
                assertThat(ask(shadow, "SHOW server_version").get(0)).startsWith("16.");
                assertThat(ask(shadow, "SELECT current_user")).containsExactly(database.name());
                assertThat(ask(shadow, "SELECT has_table_privilege(?, 's', 'SELECT')", reader))
                        .containsExactly("t");
                assertThat(Shop.ask(
                                other,
                                "SELECT rolcanlogin FROM pg_roles WHERE rolname IN (?, ?)",
                                reader,
                                database.name()))
                        .containsExactly("f", "f");
                assertThat(shadow.notes())
                        .contains("Role " + reader
                                + " was created on the shadow server, without a login, and stays there.");
                assertThat(shadow.missing()).isEmpty();
            } finally {
                try (Connection admin = Shop.onServer(other)) {
                    new Sql(admin).runFormatted("DROP ROLE IF EXISTS %I, %I", reader, database.name());
                }
                try (Connection admin = database.connectAsAdmin()) {
                    new Sql(admin).runFormatted("DROP OWNED BY %I", reader);
                    new Sql(admin).runFormatted("DROP ROLE %I", reader);
                }
            }
            assertThat(Shop.databases(other)).isEqualTo(before);
        }
    }

    @Test
    void may_not_be_on_a_server_that_is_older_than_the_target() throws Exception {
        try (TestDatabase database = TestServer.of(17).database()) {
            ShadowUnavailable refused = refused(Shop.of(database), Shop.on(Shop.REPLAYING, TestServer.of(16)));
            assertThat(refused.reason()).isEqualTo(Reason.SERVER_TOO_OLD);
            assertThat(refused)
                    .hasMessage("the shadow server is PostgreSQL 16, the target's is 17: set"
                            + " the target's shadow-url to a server of version 17 or later");
        }
    }

    @Test
    void names_an_extension_that_the_shadow_server_lacks() throws Exception {
        // PostgreSQL 17 no longer has it.
        try (TestDatabase database = Shop.dumpable().database()) {
            database.executeAsAdmin("CREATE EXTENSION adminpack");
            TestServer other = TestServer.of(17);
            try (Shadow shadow = Shop.of(database).shadow(bundle, Shop.on(Shop.cloning(), other))) {
                assertThat(Shop.method(shadow)).startsWith("clone 15.");
                assertThat(shadow.missing())
                        .containsExactly(
                                "extension adminpack: extension \"adminpack\" is not available (SQLSTATE 0A000)");
            } finally {
                Shop.tell(other, "DROP ROLE " + database.name());
            }
        }
    }

    @Test
    void has_the_roles_that_only_the_pending_migrations_mention() throws Exception {
        TestServer other = TestServer.of(18);
        try (TestDatabase database = TestServer.of(17).database()) {
            String reader = database.name() + "_reader";
            database.executeAsAdmin("CREATE ROLE " + reader);
            Bundle granting =
                    TestBundle.of("V1__t.sql", "CREATE TABLE t (id int); GRANT SELECT ON t TO " + reader + ";");
            try (Shadow shadow = Shop.of(database).shadow(granting, Shop.on(Shop.REPLAYING, other))) {
                Shop.migrate(shadow, granting);
                assertThat(ask(shadow, "SELECT has_table_privilege(?, 't', 'SELECT')", reader))
                        .containsExactly("t");
            } finally {
                Shop.tell(other, "DROP ROLE " + reader, "DROP ROLE " + database.name());
                database.executeAsAdmin("DROP ROLE " + reader);
            }
        }
    }

    @Test
    void tells_nobody_the_password() throws Exception {
        try (TestDatabase database = Shop.dumpable().database()) {
            ClientEnvironment environment = ClientEnvironment.of(database.target(), database.name());
            assertThat(environment.variables()).containsEntry("PGPASSWORD", database.password());
            assertThat(environment.toString()).doesNotContain(database.password());
            ProcessBuilder launched = Launch.of(List.of("/usr/bin/psql"), environment);
            assertThat(launched.command().toString())
                    .doesNotContain(database.password(), Launch.encode(database.password()));
            assertThat(launched.environment().keySet())
                    .allMatch(name -> name.startsWith("PG")
                            || List.of("PATH", "HOME", "LD_LIBRARY_PATH", "LC_ALL")
                                    .contains(name));

            database.executeAsAdmin("ALTER ROLE " + database.name() + " CONNECTION LIMIT 2");
            List<String> before = Shop.databases(Shop.dumpable());
            assertThat(catchThrowable(() ->
                            Shop.of(database).shadow(bundle, Shop.cloning()).close()))
                    .isNotNull()
                    .satisfies(failure -> assertThat(trace(failure)).doesNotContain(database.password()));
            assertThat(Shop.databases(Shop.dumpable())).isEqualTo(before);
        }
    }

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
