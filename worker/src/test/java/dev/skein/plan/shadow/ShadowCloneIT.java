package dev.skein.plan.shadow;

import static dev.skein.plan.shadow.Shop.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.skein.bundle.Bundle;
import dev.skein.plan.schema.Field;
import dev.skein.plan.schema.Leave;
import dev.skein.plan.schema.ObjectId;
import dev.skein.plan.schema.Snapshots;
import dev.skein.plan.shadow.ShadowUnavailable.Reason;
import dev.skein.target.Namespace;
import dev.skein.target.PasswordCredentials;
import dev.skein.target.Secret;
import dev.skein.target.Target;
import dev.skein.target.TargetSession;
import dev.skein.testing.TestBundle;
import dev.skein.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShadowCloneIT {
    private static final String V1 = """
            CREATE TABLE customer (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL);
            INSERT INTO customer (email) VALUES ('a@example.com');
            """;

    private final Bundle applied = TestBundle.of(
            "V1__customer.sql", V1, "R__emails.sql", "CREATE OR REPLACE VIEW emails AS SELECT email FROM customer;");
    private final Bundle next = TestBundle.of(
            "V1__customer.sql", V1,
            "R__emails.sql", "CREATE OR REPLACE VIEW emails AS SELECT email FROM customer;",
            "V2__name.sql", "ALTER TABLE customer ADD COLUMN name text;");

    @Test
    void has_the_targets_schema_and_history_but_no_rows() throws Exception {
        try (TestDatabase database = Shop.dumpable().database();
                Shadow shadow = Shop.of(database).apply(applied).shadow(next, Shop.cloning())) {
            assertThat(Shop.method(shadow)).startsWith("clone 15.");
            assertThat(ask(shadow, "SELECT count(*) FROM emails")).containsExactly("0");
            assertThat(ask(shadow, "SELECT script FROM flyway_schema_history ORDER BY installed_rank"))
                    .containsExactly("V1__customer.sql", "R__emails.sql");
            assertThat(ask(shadow, "SELECT checksum || ' ' || installed_on FROM flyway_schema_history ORDER BY 1"))
                    .isEqualTo(database.query(
                            "SELECT checksum || ' ' || installed_on FROM flyway_schema_history ORDER BY 1"));
            assertThat(Shop.pending(shadow, next)).containsExactly("migrations/V2__name.sql");
            Shop.migrate(shadow, next);
            assertThat(
                            database.query(
                                    "SELECT column_name::text FROM information_schema.columns WHERE table_name = 'customer' ORDER BY 1"))
                    .containsExactly("email", "id");
            assertThat(shadow.missing()).isEmpty();
            assertThat(shadow.role()).isEqualTo(database.name());
            assertThat(shadow.notes())
                    .containsExactly("No shadow-role is set: the pending migrations are tried as " + database.name()
                            + ", the role that migrates the target.");
        }
    }

    @Test
    void says_where_an_extension_is_newer_than_the_targets() throws Exception {
        try (TestDatabase database = Shop.dumpable().database()) {
            database.execute("CREATE EXTENSION citext VERSION '1.5'");
            try (Shadow shadow = Shop.of(database).apply(applied).shadow(next, Shop.cloning())) {
                assertThat(shadow.notes())
                        .contains(
                                "Extension citext is at version 1.6 in the scratch database and at 1.5 on the target.");
            }
        }
    }

    @Test
    void is_gone_when_closed_though_sessions_are_in_it() throws Exception {
        try (TestDatabase database = Shop.dumpable().database()) {
            Shadow shadow = Shop.of(database).apply(applied).shadow(next, Shop.cloning());
            try (var session = Shop.CONNECTOR.open(shadow.target(), "test")) {
                String name = new Sql(session.connection()).text("SELECT current_database()");
                assertThat(Shop.databases(Shop.dumpable())).contains(name);
                shadow.close();
                assertThat(Shop.databases(Shop.dumpable())).doesNotContain(name);
            }
        }
    }

    @Test
    void survives_names_and_passwords_that_need_quoting() throws Exception {
        String hostile = "o\"rd $(touch x);\\ ü%s-- *?[a]";
        String password = "p:'w \"$`id`\\ é \n%b\\0101 ";
        var server = Shop.dumpable();
        try {
            try (var connection = Shop.onServer(server)) {
                Sql sql = new Sql(connection);
                sql.runFormatted("CREATE ROLE %I LOGIN CREATEDB PASSWORD %L", hostile, password);
                sql.runFormatted("CREATE DATABASE %I OWNER %1$I", hostile);
            }
            Target target = new Target(
                            "orders",
                            Shop.url(server, "postgres"),
                            new PasswordCredentials(hostile, () -> new Secret(password)),
                            new Namespace("O\"r é", List.of("public"), "h 1", hostile))
                    .onDatabase(hostile);
            Bundle bundle = TestBundle.of("V1__t.sql", "CREATE TABLE t (id int);");
            try (Shadow shadow = new Shop(target).apply(bundle).shadow(bundle, Shop.cloning())) {
                assertThat(Shop.method(shadow)).startsWith("clone 15.");
                assertThat(Shop.pending(shadow, bundle)).isEmpty();
                assertThat(ask(shadow, "SELECT tableowner FROM pg_tables WHERE schemaname = ?", "O\"r é"))
                        .containsExactly(hostile, hostile);
                assertThat(ask(shadow, "SELECT current_user")).containsExactly(hostile);
                assertThat(shadow.missing()).isEmpty();
            }
        } finally {
            try (var connection = Shop.onServer(server)) {
                new Sql(connection).runFormatted("DROP DATABASE IF EXISTS %I WITH (FORCE)", hostile);
                new Sql(connection).runFormatted("DROP ROLE %I", hostile);
            }
        }
    }

    @Test
    void stores_and_sorts_texts_as_the_target_does() throws Exception {
        try (TestDatabase database = Shop.dumpable().database()) {
            String name = database.name() + "_latin";
            Shop.tell(
                    Shop.dumpable(),
                    "CREATE DATABASE " + name + " OWNER " + database.name()
                            + " TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'");
            try {
                Shop shop = new Shop(database.target().onDatabase(name));
                Bundle bundle = TestBundle.of(
                        "V1__t.sql", "CREATE TABLE \"fließt\" (id int); COMMENT ON TABLE \"fließt\" IS 'ä';");
                try (Shadow shadow = shop.apply(bundle).shadow(bundle, Shop.cloning())) {
                    assertThat(ask(
                                    shadow,
                                    "SELECT pg_encoding_to_char(encoding) || ' ' || datcollate || ' ' || datctype"
                                            + " FROM pg_database WHERE datname = current_database()"))
                            .containsExactly("LATIN1 C C");
                    assertThat(ask(shadow, "SELECT obj_description('\"fließt\"'::regclass)"))
                            .containsExactly("ä");
                    assertThat(shadow.missing()).isEmpty();
                }
            } finally {
                Shop.tell(Shop.dumpable(), "DROP DATABASE " + name + " WITH (FORCE)");
            }
        }
    }

    @Test
    void copies_the_databases_settings_except_those_that_load_code() throws Exception {
        try (TestDatabase database = Shop.dumpable().database()) {
            String name = database.name();
            database.executeAsAdmin(
                    "ALTER DATABASE " + name + " SET search_path TO \"$user\", public, 'a b'",
                    "ALTER DATABASE " + name + " SET application_name TO 'it''s = \\ 1'",
                    "ALTER DATABASE " + name + " SET my.tenant TO '1'",
                    "ALTER DATABASE " + name + " SET default_transaction_read_only TO on",
                    "ALTER DATABASE " + name + " SET session_preload_libraries TO 'auto_explain'",
                    "ALTER DATABASE " + name + " SET log_statement TO 'none'",
                    "ALTER ROLE " + name + " IN DATABASE " + name + " SET work_mem TO '7MB'");
            Bundle bundle = TestBundle.of("V1__t.sql", "SELECT 1;");
            try (Shadow shadow = Shop.of(database).shadow(bundle, Shop.cloning())) {
                assertThat(ask(shadow, "SHOW search_path")).containsExactly("\"$user\", public, \"a b\"");
                assertThat(ask(shadow, """
                        SELECT unnest(setconfig) FROM pg_db_role_setting JOIN pg_database d ON d.oid = setdatabase
                        WHERE datname = current_database()
                        """))
                        .contains("application_name=it's = \\ 1")
                        .noneMatch(setting -> setting.startsWith("session_preload_libraries"));
                assertThat(ask(shadow, "SHOW work_mem")).containsExactly("7MB");
                assertThat(ask(shadow, "SHOW timezone")).containsExactly("Pacific/Chatham");
                assertThat(ask(shadow, "SHOW default_transaction_read_only")).containsExactly("on");
                assertThat(shadow.notes())
                        .contains(
                                "The database's setting session_preload_libraries was left out: it loads code.",
                                "The database's setting log_statement was not copied (SQLSTATE 42501).",
                                "The database's setting my.tenant was not copied (SQLSTATE 42501).");
            }
        }
    }

    @Test
    void names_what_it_lacks_instead_of_giving_up() throws Exception {
        try (TestDatabase database = Shop.dumpable().database()) {
            database.executeAsAdmin(
                    "CREATE ROLE " + database.name() + "_other",
                    "CREATE FUNCTION noop() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'",
                    "CREATE EVENT TRIGGER watch ON ddl_command_end EXECUTE FUNCTION noop()",
                    "CREATE TABLE others (id int)",
                    "ALTER TABLE others OWNER TO " + database.name() + "_other",
                    "GRANT SELECT ON others TO " + database.name(),
                    "CREATE EXTENSION postgres_fdw",
                    "CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'far.example')",
                    "CREATE USER MAPPING FOR PUBLIC SERVER far OPTIONS (user 'u', password 'opensesame')",
                    "GRANT USAGE ON FOREIGN SERVER far TO " + database.name());
            try (Shadow shadow = Shop.of(database).shadow(applied, Shop.cloning())) {
                assertThat(Shop.method(shadow)).startsWith("clone 15.");
                assertThat(shadow.missing().toString())
                        .contains("CREATE EVENT TRIGGER watch ON ddl_command_end: ")
                        .contains("extension postgres_fdw: ")
                        .contains("SQLSTATE 42501")
                        .contains("CREATE USER MAPPING FOR public SERVER far: ")
                        .doesNotContain("opensesame");
                assertThat(shadow.notes().toString())
                        .contains("All objects of the scratch database belong to " + database.name());
                assertThat(ask(shadow, "SELECT count(*) FROM others")).containsExactly("0");
            } finally {
                database.executeAsAdmin(
                        "DROP OWNED BY " + database.name() + "_other", "DROP ROLE " + database.name() + "_other");
            }
        }
    }

    @Test
    void leaves_out_what_could_log_in_to_other_servers() throws Exception {
        try (TestDatabase database = Shop.dumpable().database()) {
            database.executeAsAdmin(
                    "ALTER ROLE " + database.name() + " SUPERUSER",
                    "CREATE EXTENSION postgres_fdw",
                    "CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'far.example')",
                    "CREATE USER MAPPING FOR PUBLIC SERVER far OPTIONS (user 'u', password 'opensesame')");
            try (Shadow shadow = Shop.of(database).shadow(applied, Shop.cloning())) {
                assertThat(ask(shadow, "SELECT srvname FROM pg_foreign_server")).containsExactly("far");
                assertThat(ask(shadow, "SELECT count(*) FROM pg_user_mappings")).containsExactly("0");
                assertThat(shadow.missing())
                        .containsExactly(
                                "user mapping for PUBLIC server far: left out, so that the dry run reaches no other server");
            }
        }
    }

    @Test
    void keeps_owners_and_what_the_migrating_role_may_not_do_where_the_login_is_a_superuser() throws Exception {
        try (TestDatabase database = Shop.dumpable().database()) {
            String app = database.name() + "_app";
            database.executeAsAdmin(
                    "CREATE ROLE " + app + " NOLOGIN",
                    "ALTER ROLE " + database.name() + " SUPERUSER",
                    "CREATE SCHEMA shop AUTHORIZATION " + app,
                    "CREATE TABLE public.fixed (id int)");
            Shop shop = Shop.of(database).as(new Namespace("shop", List.of(), "history", app));
            try (Shadow shadow = shop.shadow(applied, Shop.cloning())) {
                assertThat(Shop.method(shadow)).startsWith("clone 15.");
                assertThat(ask(shadow, "SELECT current_user")).containsExactly(app);
                Shop.tell(shadow, "CREATE TABLE shop.t (id int)");
                assertThat(catchThrowableOfType(
                                        SQLException.class, () -> Shop.tell(shadow, "CREATE TABLE public.t (id int)"))
                                .getSQLState())
                        .isEqualTo("42501");
                assertThat(catchThrowableOfType(SQLException.class, () -> Shop.tell(shadow, "DROP TABLE public.fixed"))
                                .getSQLState())
                        .isEqualTo("42501");
                assertThat(catchThrowableOfType(SQLException.class, () -> Shop.tell(shadow, "CREATE SCHEMA more"))
                                .getSQLState())
                        .isEqualTo("42501");
            } finally {
                database.executeAsAdmin("DROP OWNED BY " + app, "DROP ROLE " + app);
            }
        }
    }

    @Test
    void belongs_to_the_shadow_role_where_one_is_set() throws Exception {
        try (TestDatabase database = Shop.dumpable().database()) {
            String role = database.name() + " shadow\"";
            database.executeAsAdmin(
                    "CREATE ROLE \"" + database.name() + " shadow\"\"\" NOLOGIN",
                    "GRANT \"" + database.name() + " shadow\"\"\" TO " + database.name());
            try (Shadow shadow = Shop.of(database).apply(applied).shadow(next, Shop.withRole(Shop.cloning(), role))) {
                assertThat(shadow.role()).isEqualTo(role);
                assertThat(ask(shadow, "SELECT current_user")).containsExactly(role);
                assertThat(ask(shadow, "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'"))
                        .containsExactly(role);
                Shop.migrate(shadow, next);
                assertThat(shadow.notes()).noneMatch(note -> note.contains("No shadow-role"));
            } finally {
                database.executeAsAdmin("DROP ROLE \"" + database.name() + " shadow\"\"\"");
            }
        }
    }

    @Test
    void copies_the_rows_of_seed_tables_within_the_limit() throws Exception {
        try (TestDatabase database = Shop.dumpable().database()) {
            database.execute(
                    "CREATE TABLE country (code text PRIMARY KEY, upper text GENERATED ALWAYS AS (upper(code)) STORED)",
                    "INSERT INTO country VALUES (E'a\\tb\\\\\\n'), ('é')",
                    "CREATE TABLE city (id int GENERATED ALWAYS AS IDENTITY, country text REFERENCES country) PARTITION BY RANGE (id)",
                    "CREATE TABLE city_1 PARTITION OF city FOR VALUES FROM (1) TO (1000)",
                    "INSERT INTO city (country) VALUES ('é')",
                    "CREATE TABLE big AS SELECT repeat('x', 1000) FROM generate_series(1, 200)");
            Seed seed = new Seed(List.of("country", "public.city", "big", "nothing"), 100_000);
            try (Shadow shadow = Shop.of(database).shadow(applied, Shop.withSeed(Shop.cloning(), seed))) {
                assertThat(ask(
                                shadow,
                                "SELECT upper || country FROM country LEFT JOIN city ON code = country ORDER BY code"))
                        .isEqualTo(
                                database.query(
                                        "SELECT coalesce(upper || country, '') FROM country LEFT JOIN city ON code = country ORDER BY code"));
                assertThat(ask(shadow, "SELECT count(*) FROM big")).containsExactly("0");
                assertThat(shadow.notes().toString())
                        .contains("Seed table public.country: 2 rows were copied.")
                        .contains("Seed table public.city: 1 rows were copied.")
                        .contains("Seed table big was not copied: it has ")
                        .contains("Seed table nothing was not copied: the target has no such table.");
            }
            Seed wrongOrder = new Seed(List.of("city"), 100_000);
            try (Shadow shadow = Shop.of(database).shadow(applied, Shop.withSeed(Shop.cloning(), wrongOrder))) {
                assertThat(ask(shadow, "SELECT count(*) FROM city")).containsExactly("0");
                assertThat(shadow.notes().toString())
                        .contains("Seed table public.city was not copied: PostgreSQL answered SQLSTATE 23503.");
            }
        }
    }

    @Test
    void fills_materialized_views_that_are_filled_on_the_target() throws Exception {
        try (TestDatabase database = Shop.dumpable().database()) {
            database.execute(
                    "CREATE MATERIALIZED VIEW z AS SELECT 1 AS one",
                    "CREATE MATERIALIZED VIEW a AS SELECT one FROM z",
                    "CREATE MATERIALIZED VIEW empty AS SELECT one FROM z WITH NO DATA");
            try (Shadow shadow = Shop.of(database).shadow(applied, Shop.cloning())) {
                assertThat(ask(
                                shadow,
                                "SELECT relname FROM pg_class WHERE relkind = 'm' AND relispopulated ORDER BY 1"))
                        .containsExactly("a", "z");
            }
        }
    }

    @Test
    void has_no_schema_that_the_target_has_not_and_leaves_out_skeins() throws Exception {
        try (TestDatabase database = Shop.dumpable().database()) {
            database.execute(
                    "CREATE SCHEMA skein",
                    "CREATE TABLE skein.run (id int)",
                    "CREATE SCHEMA shop",
                    "DROP SCHEMA public");
            Shop shop = Shop.of(database).as(new Namespace("shop", List.of(), "history", null));
            try (Shadow shadow = shop.apply(applied).shadow(next, Shop.cloning())) {
                assertThat(ask(shadow, "SELECT nspname FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%' ORDER BY 1"))
                        .containsExactly("information_schema", "shop");
                assertThat(Shop.pending(shadow, next)).hasSize(1);
            }
        }
    }

    @Test
    void replays_where_the_schema_may_not_be_dumped() throws Exception {
        try (TestDatabase database = Shop.dumpable().database()) {
            Shop shop = Shop.of(database).apply(applied);
            database.executeAsAdmin("CREATE TABLE secret (id int)");
            try (Shadow shadow = shop.shadow(next, Shop.cloning())) {
                assertThat(Shop.method(shadow)).contains("pg_dump 15.").contains("permission denied for table secret");
                assertThat(Shop.pending(shadow, next)).hasSize(1);
            }
        }
    }

    @Test
    void is_gone_when_psql_stops_half_way(@TempDir Path folder) throws Exception {
        Path pgDump = Path.of(Shop.cloning().pgDump());
        forward(folder.resolve("pg_dump"), pgDump);
        Path psql = Files.writeString(
                folder.resolve("psql"),
                "#!/bin/sh\nhead -n 40 | " + pgDump.resolveSibling("psql")
                        + " \"$@\"\necho 'connection to server was lost' >&2\nexit 2\n");
        Files.setPosixFilePermissions(psql, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (TestDatabase database = Shop.dumpable().database()) {
            Shop shop = Shop.of(database).apply(applied);
            List<String> before = Shop.databases(Shop.dumpable());
            ShadowUnavailable refused = catchThrowableOfType(
                    ShadowUnavailable.class,
                    () -> shop.shadow(
                            next, Shop.withPgDump(folder.resolve("pg_dump").toString())));
            assertThat(refused.reason()).isEqualTo(Reason.RESTORE_FAILED);
            assertThat(refused).hasMessageContaining("connection to server was lost");
            assertThat(Shop.databases(Shop.dumpable())).isEqualTo(before);
        }
    }

    @Test
    void is_gone_and_its_programs_with_it_when_the_time_is_over(@TempDir Path folder) throws Exception {
        Path pgDump = Path.of(Shop.cloning().pgDump());
        forward(folder.resolve("pg_dump"), pgDump);
        Path psql = Files.writeString(folder.resolve("psql"), "#!/bin/sh\nexec tail -f /dev/null\n");
        Files.setPosixFilePermissions(psql, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (TestDatabase database = Shop.dumpable().database()) {
            Shop shop = Shop.of(database).apply(applied);
            List<String> before = Shop.databases(Shop.dumpable());
            ShadowSettings settings =
                    Shop.withTimeout(Shop.withPgDump(folder.resolve("pg_dump").toString()), Duration.ofSeconds(2));
            ShadowUnavailable refused =
                    catchThrowableOfType(ShadowUnavailable.class, () -> shop.shadow(next, settings));
            assertThat(refused.reason()).isEqualTo(Reason.TIMED_OUT);
            assertThat(refused).hasMessageContaining("2 s");
            assertThat(Shop.databases(Shop.dumpable())).isEqualTo(before);
            assertThat(ProcessHandle.current()
                            .descendants()
                            .map(child -> child.info().commandLine().orElse("")))
                    .noneMatch(line -> line.contains("tail -f /dev/null"));
        }
    }

    private static void forward(Path script, Path program) throws IOException {
        Files.writeString(script, "#!/bin/sh\nexec " + program + " \"$@\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void equals_the_target_object_by_object() throws Exception {
        try (TestDatabase database = Shop.dumpable().database()) {
            Shop shop = Shop.of(database).apply(applied);
            database.execute("""
                    CREATE SCHEMA "Sch.1";
                    CREATE TYPE mood AS ENUM ('b', 'a');
                    CREATE DOMAIN "Sch.1".mail AS text CHECK (VALUE LIKE '%@%');
                    CREATE TABLE "Sch.1"."Order" (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, m mood DEFAULT 'a',
                        mail "Sch.1".mail, twice bigint GENERATED ALWAYS AS (2) STORED, UNIQUE (mail) DEFERRABLE);
                    COMMENT ON COLUMN "Sch.1"."Order".m IS 'it''s';
                    CREATE TABLE part (id int, at date) PARTITION BY RANGE (at);
                    CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
                    CREATE INDEX ON part (id) WHERE at > '2020-06-01';
                    CREATE VIEW v AS SELECT id FROM part;
                    CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT $1';
                    ALTER TABLE part ENABLE ROW LEVEL SECURITY;
                    CREATE POLICY p ON part FOR SELECT TO PUBLIC USING (id > 0);
                    GRANT SELECT ON part TO PUBLIC;
                    CREATE EXTENSION IF NOT EXISTS pg_trgm;
                    """);
            try (Shadow shadow = shop.shadow(next, Shop.cloning());
                    TargetSession copy = Shop.CONNECTOR.open(shadow.target(), "test");
                    TargetSession original = Shop.CONNECTOR.open(database.target(), "test")) {
                assertThat(fields(copy)).isEqualTo(fields(original));
            }
        }
    }

    private static Map<ObjectId, Map<Field, String>> fields(TargetSession session) throws SQLException {
        Map<ObjectId, Map<Field, String>> fields = new TreeMap<>();
        Snapshots.read(session.connection(), new Leave("public", "flyway_schema_history"))
                .objects()
                .forEach((id, object) -> fields.put(id, object.fields()));
        return fields;
    }
}
