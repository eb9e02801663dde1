package dev.skein.plan.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.plan.hazard.Decision;
import dev.skein.plan.hazard.Hazard;
import dev.skein.plan.hazard.HazardCode;
import dev.skein.plan.hazard.Severity;
import dev.skein.plan.sql.SqlStatement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StaticPassTest {
    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            reaches-roles ¦ CREATE ROLE app LOGIN
            reaches-roles ¦ create user "App"
            reaches-roles ¦ CREATE USER mapping
            reaches-roles ¦ ALTER GROUP g ADD USER u
            reaches-roles ¦ ALTER ROLE CURRENT_USER SET search_path TO a
            reaches-roles ¦ DROP USER IF EXISTS u
            reaches-roles ¦ GRANT admin TO bob WITH ADMIN OPTION
            reaches-roles ¦ REVOKE ADMIN OPTION FOR admin FROM bob
            reaches-roles ¦ GRANT pg_read_server_files TO app
            reaches-roles ¦ REASSIGN OWNED BY a TO b
            reaches-roles ¦ DROP OWNED BY a
            reaches-roles ¦ SET ROLE postgres
            reaches-roles ¦ RESET ROLE
            reaches-roles ¦ SET LOCAL ROLE postgres
            reaches-roles ¦ SET "role" TO 'postgres'
            reaches-roles ¦ SET SESSION AUTHORIZATION DEFAULT
            reaches-roles ¦ SET LOCAL session_authorization = 'x'
            reaches-roles ¦ SELECT set_config('role', 'postgres', true)
            reaches-roles ¦ SELECT set_config('ro' || 'le', 'postgres', true)
            reaches-server-settings ¦ SELECT set_config('session_' || 'preload' || '_libraries', 'x', false)
            reaches-roles ¦ CREATE FUNCTION f() RETURNS int LANGUAGE sql SET role = 'x' AS 'SELECT 1'
            reaches-roles ¦ UPDATE pg_catalog.pg_authid SET rolsuper = true
            reaches-server-settings ¦ ALTER SYSTEM SET shared_preload_libraries = 'x'
            reaches-server-settings ¦ ALTER/* x */SYSTEM RESET ALL
            reaches-server-settings ¦ SELECT pg_reload_conf()
            reaches-server-settings ¦ SELECT pg_catalog . "pg_reload_conf" ()
            reaches-server-settings ¦ SET session_replication_role = replica
            reaches-server-settings ¦ SET LOCAL "Session_Replication_Role" TO 'replica'
            reaches-server-settings ¦ SELECT set_config('session_preload_libraries', 'x', false)
            reaches-server-settings ¦ SET local_preload_libraries TO 'x'
            reaches-server-settings ¦ SET dynamic_library_path = '/tmp'
            reaches-server-settings ¦ SET standard_conforming_strings = off
            reaches-server-settings ¦ CREATE FUNCTION f() RETURNS int LANGUAGE sql SET session_replication_role = replica AS 'SELECT 1'
            reaches-server-settings ¦ UPDATE pg_settings SET setting = 'x' WHERE name = 'role'
            reaches-databases ¦ CREATE DATABASE x
            reaches-databases ¦ ALTER DATABASE x SET timezone TO 'UTC'
            reaches-databases ¦ DROP DATABASE IF EXISTS x
            reaches-tablespaces ¦ CREATE TABLESPACE x LOCATION '/x'
            reaches-tablespaces ¦ ALTER TABLESPACE x RENAME TO y
            reaches-tablespaces ¦ DROP TABLESPACE x
            reaches-files ¦ COPY t FROM '/etc/passwd'
            reaches-files ¦ COPY t (a, b) FROM $$/etc/passwd$$
            reaches-files ¦ COPY (SELECT x FROM t) TO E'/tmp/x'
            reaches-files ¦ COPY begin FROM '/etc/passwd'
            reaches-files ¦ SELECT pg_read_file('/etc/passwd')
            reaches-files ¦ SELECT * FROM pg_ls_dir('.') AS d
            reaches-files ¦ SELECT U&"pg\\005fread_file"('x')
            reaches-files ¦ SELECT U&"pg!005fread_file" UESCAPE '!' ('x')
            reaches-files ¦ SELECT lo_import('/etc/passwd')
            reaches-files ¦ SELECT lo_export(1, '/tmp/x')
            reaches-files ¦ SELECT pg_file_write('x', 'y', false)
            reaches-files ¦ SELECT pg_current_logfile()
            reaches-files ¦ ALTER TABLE t ADD x text DEFAULT pg_read_file('x')
            reaches-files ¦ CREATE OPERATOR ## (PROCEDURE = pg_read_file, RIGHTARG = text)
            reaches-files ¦ SELECT (1) OPERATOR(pg_catalog.+) pg_stat_file('x')
            reaches-files ¦ CREATE EXTENSION IF NOT EXISTS file_fdw
            reaches-files ¦ CREATE EXTENSION adminpack
            reaches-files ¦ \\copy t from 'x'
            reaches-files ¦ \\i other.sql
            reaches-programs ¦ COPY t FROM PROGRAM 'curl x'
            reaches-programs ¦ COPY (SELECT 1) TO PROGRAM $x$ sh $x$
            reaches-programs ¦ \\! rm -rf /
            reaches-network ¦ SELECT dblink_connect('x')
            reaches-network ¦ SELECT * FROM public.dblink('x', 'y') AS t(a int)
            reaches-network ¦ CREATE SERVER s FOREIGN DATA WRAPPER w
            reaches-network ¦ ALTER SERVER s OPTIONS (SET host 'x')
            reaches-network ¦ CREATE USER MAPPING FOR u SERVER s
            reaches-network ¦ CREATE USER MAPPING IF NOT EXISTS FOR u SERVER s
            reaches-network ¦ CREATE FOREIGN TABLE t (a int) SERVER s
            reaches-network ¦ IMPORT FOREIGN SCHEMA s FROM SERVER x INTO y
            reaches-network ¦ CREATE FOREIGN DATA WRAPPER w
            reaches-network ¦ CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p
            reaches-network ¦ ALTER SUBSCRIPTION s DISABLE
            reaches-network ¦ DROP SUBSCRIPTION s
            reaches-network ¦ SELECT aws_s3.query_export_to_s3('x')
            reaches-network ¦ SELECT aws_lambda.invoke('x')
            reaches-network ¦ SELECT http_get('x')
            reaches-network ¦ SELECT net.http_post(url := 'x')
            reaches-network ¦ SELECT pg_create_logical_replication_slot('a', 'b')
            reaches-network ¦ CREATE EXTENSION dblink
            reaches-network ¦ CREATE EXTENSION "postgres_fdw" CASCADE
            reaches-network ¦ \\connect other
            loads-code ¦ LOAD 'auto_explain'
            loads-code ¦ LOAD $$x$$
            loads-code ¦ CREATE FUNCTION f() RETURNS int LANGUAGE C AS 'lib', 'f'
            loads-code ¦ CREATE FUNCTION f() RETURNS int AS 'lib' LANGUAGE 'c'
            loads-code ¦ CREATE FUNCTION begin() RETURNS int LANGUAGE internal AS 'pg_read_file'
            loads-code ¦ CREATE OR REPLACE PROCEDURE p() LANGUAGE plpython3u AS 'x'
            loads-code ¦ DO LANGUAGE plperlu $$ x $$
            loads-code ¦ DO $$ x $$ LANGUAGE pltclu
            loads-code ¦ CREATE OR REPLACE TRUSTED PROCEDURAL LANGUAGE plx HANDLER h
            loads-code ¦ CREATE EXTENSION plpython3u
            loads-code ¦ CREATE EXTENSION hstore_plperlu CASCADE
            loads-code ¦ INSERT INTO pg_proc VALUES (1)
            signals-sessions ¦ SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            signals-sessions ¦ SELECT pg_cancel_backend(1)
            signals-sessions ¦ SELECT pg_promote()
            signals-sessions ¦ SELECT pg_switch_wal()
            signals-sessions ¦ SELECT pg_rotate_logfile()
            signals-sessions ¦ SELECT pg_advisory_unlock_all()
            signals-sessions ¦ DISCARD ALL
            signals-sessions ¦ SELECT pg_wal_replay_pause()
            signals-sessions ¦ SELECT pg_drop_replication_slot('x')
            signals-sessions ¦ SELECT pg_backup_start('x')
            touches-skein ¦ SELECT * FROM skein.run
            touches-skein ¦ DELETE FROM "skein".run
            touches-skein ¦ DROP TABLE a, SKEIN . run
            touches-skein ¦ SELECT 1 FROM (SELECT 1) skein, skein.run
            touches-skein ¦ SELECT skein.id FROM a skein JOIN skein.run r ON true
            touches-skein ¦ CREATE SCHEMA IF NOT EXISTS skein
            touches-skein ¦ CREATE SCHEMA AUTHORIZATION skein
            touches-skein ¦ DROP SCHEMA a, "skein" CASCADE
            touches-skein ¦ ALTER SCHEMA skein RENAME TO x
            touches-skein ¦ ALTER SCHEMA x RENAME TO skein
            touches-skein ¦ ALTER TABLE t SET SCHEMA skein
            touches-skein ¦ GRANT USAGE ON SCHEMA skein TO x
            touches-skein ¦ GRANT SELECT ON ALL TABLES IN SCHEMA a, skein TO x
            touches-skein ¦ SET search_path TO a, skein
            touches-skein ¦ SET LOCAL search_path = 'skein'
            touches-skein ¦ SET SCHEMA 'skein'
            touches-skein ¦ SELECT set_config('search_path', 'skein, public', false)
            touches-skein ¦ CREATE FUNCTION f() RETURNS int LANGUAGE sql SET search_path = skein AS 'SELECT 1'
            touches-skein ¦ SELECT 'skein.run'::regclass
            touches-skein ¦ CREATE TABLE t (LIKE skein.run)
            touches-skein ¦ CREATE INDEX i ON skein.run (id)
            """)
    void stops_what_reaches_past_the_database(String code, String sql) {
        assertThat(codes(sql)).containsOnly(code);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            reaches-roles ¦ DO $$ BEGIN IF true THEN CREATE ROLE x; END IF; END $$
            reaches-roles ¦ DO 'BEGIN EXECUTE ''CREATE ROLE x''; END'
            reaches-roles ¦ DO $$ BEGIN EXECUTE 'CREATE ' || 'ROLE ' || 'x'; END $$
            reaches-roles ¦ DO $$ BEGIN EXECUTE format('GRANT %I TO %I', a, b); END $$
            reaches-roles ¦ DO $a$ BEGIN EXECUTE $b$ DO $c$ BEGIN EXECUTE 'drop role x'; END $c$ $b$; END $a$
            reaches-roles ¦ DO $$ DECLARE q text := 'ALTER ROLE x SUPERUSER'; BEGIN EXECUTE q; END $$
            reaches-roles ¦ DO $$ BEGIN FOR r IN SELECT 1 LOOP ALTER ROLE x NOLOGIN; END LOOP; EXCEPTION WHEN others THEN NULL; END $$
            reaches-roles ¦ CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN SET ROLE x; END $$
            reaches-roles ¦ CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$ SELECT format('CREATE ROLE %I', 'x') $$
            reaches-roles ¦ SELECT query_to_xml('DROP ' || 'OWNED BY x', true, true, '')
            reaches-roles ¦ SELECT begin atomic FROM t; SET ROLE x; SELECT 1 end
            reaches-files ¦ DO $$ BEGIN PERFORM pg_read_file('x'); END $$
            reaches-files ¦ DO $$ BEGIN EXECUTE 'COPY t TO ' || quote_literal('/tmp/x'); END $$
            reaches-files ¦ DO $$ BEGIN EXECUTE format('COPY t FROM %L', '/tmp/x'); END $$
            reaches-files ¦ DO $$ BEGIN EXECUTE format('SELECT %I(%L)', 'pg_read_file', 'x'); END $$
            reaches-files ¦ CREATE FUNCTION f() RETURNS text LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT pg_read_file('x'); END
            reaches-files ¦ COPY a FROM STDIN; COPY b FROM '/tmp/x'
            reaches-files ¦ COPY a; COPY b TO '/tmp/x'
            reaches-roles ¦ SELECT 1; DO $$ BEGIN SET ROLE x; END $$; SELECT 2
            reaches-files ¦ DO LANGUAGE plperl $$ spi_exec_query("SELECT pg_read_file('x')") $$
            reaches-programs ¦ DO $$ BEGIN EXECUTE E'COPY t FROM \\x50ROGRAM \\'x\\''; END $$
            reaches-programs ¦ CREATE PROCEDURE p() LANGUAGE plpgsql AS 'BEGIN COPY t FROM PROGRAM ''x''; END'
            reaches-network ¦ DO $$ BEGIN PERFORM 1; EXECUTE 'SELECT dblink(' || x || ')'; END $$
            loads-code ¦ DO $$ BEGIN EXECUTE 'CREATE FUNCTION f() RETURNS int AS ''x'' LANGUAGE c'; END $$
            signals-sessions ¦ DO $$ BEGIN PERFORM pg_terminate_backend(pid) FROM pg_stat_activity; END $$
            signals-sessions ¦ CREATE VIEW v AS SELECT pg_cancel_backend(1)
            signals-sessions ¦ CREATE TRIGGER g AFTER INSERT ON t EXECUTE FUNCTION pg_advisory_unlock_all()
            touches-skein ¦ DO $$ DECLARE r skein.run%ROWTYPE; BEGIN END $$
            touches-skein ¦ DO $$ DECLARE skein int; BEGIN UPDATE skein.run SET x = 1; END $$
            touches-skein ¦ DO $$ BEGIN EXECUTE 'TRUNCATE skein.run'; END $$
            """)
    void looks_into_bodies_and_text_that_may_be_executed(String code, String sql) {
        assertThat(codes(sql)).contains(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT dblink FROM t",
                "SELECT program, load, copy FROM load",
                "CREATE TABLE load (program text, role text, copy int)",
                "CREATE TABLE dblink (id int)",
                "CREATE TABLE IF NOT EXISTS http (id int REFERENCES dblink (id))",
                "INSERT INTO http (id) VALUES (1)",
                "CREATE INDEX ON http (id)",
                "CREATE UNIQUE INDEX CONCURRENTLY i ON app.http (id)",
                "WITH http (a) AS (SELECT 1) SELECT a FROM http",
                "SELECT * FROM f() AS http(a int)",
                "INSERT INTO note VALUES ('ALTER SYSTEM is forbidden'), ('DROP ROLE x'), ('SET ROLE x; COPY t FROM PROGRAM')",
                "INSERT INTO note VALUES ($$ pg_read_file('x') $$)",
                "COMMENT ON TABLE t IS 'CREATE ROLE x'",
                "-- ALTER SYSTEM\nSELECT 1 /* CREATE ROLE x; \\! ls */",
                "UPDATE users SET role = 'admin', session_authorization = 1",
                "INSERT INTO users (role) VALUES ('x') ON CONFLICT (id) DO UPDATE SET role = 'y'",
                "ALTER TABLE t OWNER TO app",
                "ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO reader",
                "GRANT SELECT, UPDATE (a) ON t TO reader",
                "REVOKE GRANT OPTION FOR SELECT ON t FROM reader",
                "GRANT USAGE ON SCHEMA app TO skein",
                "GRANT SELECT ON ALL TABLES IN SCHEMA app TO skein",
                "CREATE SCHEMA app AUTHORIZATION app",
                "COMMENT ON SCHEMA app IS 'skein'",
                "SET search_path TO app, public",
                "SET lock_timeout = '5s'",
                "SET LOCAL statement_timeout TO 0",
                "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
                "SET standard_conforming_strings = on",
                "RESET ALL",
                "DISCARD PLANS",
                "SELECT set_config('app.user', 'x', true)",
                "SELECT pg_notify('a', 'b')",
                "SELECT pg_advisory_lock(1), pg_advisory_unlock(1)",
                "SELECT pg_sleep(1)",
                "ALTER TABLE t SET TABLESPACE fast",
                "CREATE TABLE t (a int) TABLESPACE fast",
                "COPY t FROM STDIN WITH (FORMAT csv, NULL 'x')",
                "COPY (SELECT a FROM t WHERE b = 'x') TO STDOUT",
                "CREATE EXTENSION IF NOT EXISTS pgcrypto",
                "CREATE EXTENSION \"uuid-ossp\"",
                "CREATE EXTENSION citext",
                "CREATE EXTENSION pg_trgm",
                "CREATE EXTENSION postgis",
                "CREATE EXTENSION hstore",
                "DROP EXTENSION dblink",
                "DROP FUNCTION http(int), dblink(text)",
                "CREATE OR REPLACE PROCEDURAL LANGUAGE plpgsql",
                "CREATE FUNCTION f(language text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN language; END $$",
                "CREATE FUNCTION app.pg_read_file(a int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "DO $$ BEGIN RAISE NOTICE 'ALTER SYSTEM is forbidden'; EXECUTE 'SELECT 1'; END $$",
                "DO $$ DECLARE copy int; load text; BEGIN copy := 1; load := 'x'; END $$",
                "DO $$ BEGIN EXECUTE format('COPY %I FROM STDIN', 't'); END $$",
                "SELECT extract(epoch FROM skein.created), skein.id FROM app.skein JOIN x ON skein.id = x.id",
                "SELECT skein.a, x.b FROM skein WHERE skein.a IS DISTINCT FROM skein.b ORDER BY skein.a, skein.b",
                "CREATE TABLE skein (id int); ALTER TABLE public.skein ADD skein int",
                "UPDATE skein SET a = skein.b WHERE skein.c",
                "SELECT \"Skein\".a FROM \"Skein\".b",
                "INSERT INTO note VALUES ('skein.run')",
                "SELECT CASE WHEN a THEN copy ELSE load END FROM t",
                "SELECT c FROM t ORDER BY language, c",
                "SELECT user, current_role, session_user",
                "CREATE PUBLICATION p FOR TABLE t",
                "LISTEN x",
                ""
            })
    void lets_on_what_stays_inside_the_database(String sql) {
        assertThat(StaticPass.find(List.of(statement(sql)))).isEmpty();
    }

    @Test
    void says_what_where_why_and_what_to_do_instead() {
        SqlStatement first = statement("SELECT 1");
        SqlStatement second = statement("CREATE ROLE \"App\" LOGIN; ALTER SYSTEM RESET ALL; create role \"App\"");

        List<Hazard> hazards = StaticPass.find(List.of(first, second));

        assertThat(hazards)
                .extracting(Hazard::code, Hazard::object)
                .extracting(Object::toString)
                .containsExactly(
                        "(REACHES_ROLES, \"CREATE ROLE \"App\"\")",
                        "(REACHES_SERVER_SETTINGS, \"ALTER SYSTEM RESET\")");
        assertThat(hazards).allSatisfy(hazard -> {
            assertThat(hazard.severity()).isEqualTo(Severity.DANGER);
            assertThat(hazard.byDefault()).isEqualTo(Decision.BLOCK);
            assertThat(hazard.statement()).isSameAs(second);
            assertThat(hazard.why()).startsWith(hazard.object() + ": ").endsWith(".");
            assertThat(hazard.safe()).endsWith(hazard.code().code() + ": allow");
        });
    }

    @Test
    void has_advice_for_every_code_of_its_own() {
        assertThat(Advice.values())
                .extracting(advice -> HazardCode.valueOf(advice.name()))
                .containsExactlyElementsOf(EnumSet.range(HazardCode.REACHES_ROLES, HazardCode.TOUCHES_SKEIN));
    }

    @Test
    void stops_text_that_is_nested_too_deep_to_be_read() {
        StringBuilder sql = new StringBuilder("SELECT 1");
        for (int i = 0; i < 40; i++) {
            sql.insert(0, "DO $t" + i + "$ ").append(" $t" + i + "$");
        }

        assertThat(codes(sql.toString())).containsExactly("loads-code");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "THEN COPY a ",
                "COPY a FROM STDIN;",
                "GRANT a ",
                ";GRANT a ",
                "dblink(",
                "WITH dblink(a) AS (",
                "skein.a,",
                "skein,",
                "SCHEMA,",
                "search_path,",
                "format(",
                "format('x',",
                "EXECUTE 'x'||",
                "DO $$ EXECUTE '",
                "CREATE FUNCTION f() AS 'x' LANGUAGE ",
                "SET role ",
                "THEN DO ",
                "THEN CREATE OR REPLACE FUNCTION ",
                "THEN ALTER FUNCTION ",
                "(",
                "a.",
                "\\!"
            })
    void takes_time_that_grows_with_the_length_only(String piece) {
        SqlStatement statement = statement("SELECT " + piece.repeat(20_000));
        SqlStatement body = statement("DO $body$ EXECUTE " + piece.repeat(20_000) + " $body$");

        Assertions.assertTimeout(
                Duration.ofSeconds(10),
                () -> assertThat(StaticPass.find(List.of(statement, body))).isNotNull());
    }

    private static List<String> codes(String sql) {
        return StaticPass.find(List.of(statement(sql))).stream()
                .map(hazard -> hazard.code().code())
                .distinct()
                .toList();
    }

    private static SqlStatement statement(String sql) {
        return new SqlStatement("migrations/V1__x.sql", 1, 1, sql);
    }
}
