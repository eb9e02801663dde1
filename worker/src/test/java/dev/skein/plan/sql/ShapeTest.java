package dev.skein.plan.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.plan.sql.AlterAction.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShapeTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            CREATE TABLE IF NOT EXISTS app.orders (id int)                  | CREATE TABLE              | app.orders
            create unlogged table "Or.ders" (id int)                        | CREATE TABLE              | "Or.ders"
            /* a */ CREATE -- b                                             | CREATE                    |
            CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON ONLY a.b (c)| CREATE INDEX              | a.b
            CREATE INDEX ON t USING gin (x)                                 | CREATE INDEX              | t
            DROP INDEX CONCURRENTLY IF EXISTS s.i, j                        | DROP INDEX                | s.i, j
            ALTER INDEX i RENAME TO j                                       | ALTER INDEX               | i
            DROP TABLE IF EXISTS a, b.c, "D" CASCADE                        | DROP TABLE                | a, b.c, "D"
            CREATE OR REPLACE TEMP VIEW v AS SELECT 1                       | CREATE VIEW               | v
            CREATE MATERIALIZED VIEW s.m AS SELECT 1                        | CREATE MATERIALIZED VIEW  | s.m
            REFRESH MATERIALIZED VIEW CONCURRENTLY s.m                      | REFRESH MATERIALIZED VIEW | s.m
            ALTER TABLE ONLY a.b * ADD x int                                | ALTER TABLE               | a.b
            ALTER TABLE IF EXISTS ONLY a . b DROP x                         | ALTER TABLE               | a . b
            ALTER TABLE ALL IN TABLESPACE x SET TABLESPACE y                | ALTER TABLE               |
            CREATE CONSTRAINT TRIGGER g AFTER INSERT ON s.t EXECUTE FUNCTION f() | CREATE TRIGGER       | s.t
            DROP TRIGGER g ON s.t                                           | DROP TRIGGER              | s.t
            CREATE POLICY p ON s.t USING (true)                             | CREATE POLICY             | s.t
            CREATE RULE r AS ON INSERT TO s.t DO NOTHING                    | CREATE RULE               | s.t
            CREATE OR REPLACE FUNCTION s.f(a int) RETURNS int LANGUAGE sql AS '' | CREATE FUNCTION      | s.f
            DROP FUNCTION f(int, text), g(numeric(5,2))                     | DROP FUNCTION             | f, g
            CREATE EXTENSION IF NOT EXISTS pgcrypto                         | CREATE EXTENSION          | pgcrypto
            CREATE SCHEMA IF NOT EXISTS x                                   | CREATE SCHEMA             | x
            CREATE FOREIGN DATA WRAPPER w                                   | CREATE FOREIGN DATA WRAPPER | w
            CREATE USER MAPPING FOR u SERVER s                              | CREATE USER MAPPING       | FOR
            CREATE USER mapping                                             | CREATE USER               | mapping
            ALTER TYPE mood ADD VALUE IF NOT EXISTS 'x'                     | ALTER TYPE                | mood
            ALTER TEXT SEARCH CONFIGURATION c ADD MAPPING FOR w WITH d      | ALTER TEXT SEARCH CONFIGURATION | c
            ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT ON TABLES TO r| ALTER DEFAULT PRIVILEGES  | IN
            COMMENT ON TABLE s.t IS 'x'                                     | COMMENT ON TABLE          | s.t
            COMMENT ON COLUMN s."T.x".c IS 'x'                              | COMMENT ON COLUMN         | s."T.x"
            COMMENT ON CONSTRAINT c ON s.t IS 'x'                           | COMMENT ON CONSTRAINT     | s.t
            GRANT SELECT (a), UPDATE ON TABLE s.t, u TO r                   | GRANT                     | s.t, u
            GRANT SELECT ON table TO r                                      | GRANT                     | table
            REVOKE ALL ON ALL TABLES IN SCHEMA a, b FROM PUBLIC             | REVOKE                    | a, b
            GRANT admin TO bob                                              | GRANT                     |
            INSERT INTO s.t (a) VALUES (1)                                  | INSERT                    | s.t
            UPDATE ONLY s.t SET a = 1                                       | UPDATE                    | s.t
            DELETE FROM ONLY t WHERE x                                      | DELETE                    | t
            MERGE INTO t USING s ON true WHEN MATCHED THEN DELETE           | MERGE                     | t
            WITH a AS (SELECT 1), b AS MATERIALIZED (SELECT 2) UPDATE t SET x = 1 | UPDATE              | t
            WITH RECURSIVE a(n) AS (SELECT 1) INSERT INTO t SELECT n FROM a | INSERT                    | t
            (SELECT 1)                                                      | SELECT                    |
            TRUNCATE TABLE ONLY a *, b RESTART IDENTITY CASCADE             | TRUNCATE                  | a, b
            COPY s.t (a, b) FROM STDIN                                      | COPY                      | s.t
            COPY (SELECT 1) TO STDOUT                                       | COPY                      |
            LOCK TABLE ONLY a, b IN SHARE MODE                              | LOCK                      | a, b
            VACUUM (FULL, ANALYZE) a, b                                     | VACUUM                    | a, b
            VACUUM FULL VERBOSE a                                           | VACUUM                    | a
            ANALYZE t (c)                                                   | ANALYZE                   | t
            CLUSTER VERBOSE t USING i                                       | CLUSTER                   | t
            CLUSTER i ON t                                                  | CLUSTER                   | t
            REINDEX (VERBOSE) TABLE CONCURRENTLY s.t                        | REINDEX TABLE             | s.t
            DO $$ BEGIN END $$                                              | DO                        |
            CALL s.p(1)                                                     | CALL                      | s.p
            SET LOCAL lock_timeout = '5s'                                   | SET                       | lock_timeout
            START TRANSACTION READ ONLY                                     | START TRANSACTION         |
            DISCARD ALL                                                     | DISCARD ALL               |
            ''                                                              |                           |
            """)
    void names_command_and_objects(String sql, String command, String objects) {
        Shape shape = Shape.of(new SqlStatement("migrations/V1__x.sql", 1, 1, sql));

        assertThat(shape.command()).isEqualTo(command == null ? "" : command);
        assertThat(String.join(", ", shape.objects())).isEqualTo(objects == null ? "" : objects);
        assertThat(shape.object())
                .isEqualTo(shape.objects().stream().findFirst().orElse(""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            CREATE INDEX i ON t (c)                        | i
            CREATE UNIQUE INDEX CONCURRENTLY "I" ON t (c)  | "I"
            CREATE INDEX ON t (c)                          |
            DROP INDEX IF EXISTS s.i                       | s.i
            CREATE TRIGGER g AFTER INSERT ON t EXECUTE FUNCTION f() | g
            CREATE POLICY p ON t                           | p
            DROP TABLE t                                   |
            """)
    void names_the_index_trigger_or_policy_itself(String sql, String name) {
        assertThat(Shape.of(sql).name()).isEqualTo(name == null ? "" : name);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ADD x int NOT NULL REFERENCES p UNIQUE                | ADD_COLUMN          | x
            ADD COLUMN IF NOT EXISTS "X y" numeric(5, 2)          | ADD_COLUMN          | X y
            ADD exclude int                                       | ADD_COLUMN          | exclude
            ADD CONSTRAINT C PRIMARY KEY (a, b)                   | ADD_PRIMARY_KEY     | c
            ADD PRIMARY KEY (a)                                   | ADD_PRIMARY_KEY     |
            ADD CONSTRAINT u UNIQUE USING INDEX i                 | ADD_UNIQUE          | u
            ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES p NOT VALID | ADD_FOREIGN_KEY   | f
            ADD CHECK (a > 0) NOT VALID                           | ADD_CHECK           |
            ADD CONSTRAINT e EXCLUDE USING gist (a WITH &&)       | ADD_EXCLUSION       | e
            ADD CONSTRAINT n NOT NULL a NOT VALID                 | ADD_NOT_NULL        | n
            ADD NOT NULL a                                        | ADD_NOT_NULL        |
            DROP x                                                | DROP_COLUMN         | x
            DROP COLUMN IF EXISTS x CASCADE                       | DROP_COLUMN         | x
            DROP CONSTRAINT IF EXISTS c                           | DROP_CONSTRAINT     | c
            ALTER COLUMN x TYPE bigint USING x::bigint            | ALTER_TYPE          | x
            ALTER x SET DATA TYPE text COLLATE "C"                | ALTER_TYPE          | x
            ALTER x SET NOT NULL                                  | SET_NOT_NULL        | x
            ALTER x DROP NOT NULL                                 | DROP_NOT_NULL       | x
            ALTER x SET DEFAULT 1                                 | SET_DEFAULT         | x
            ALTER x DROP DEFAULT                                  | DROP_DEFAULT        | x
            ALTER x ADD GENERATED ALWAYS AS IDENTITY              | ADD_GENERATED       | x
            ALTER x SET EXPRESSION AS (a + 1)                     | SET_EXPRESSION      | x
            ALTER x DROP EXPRESSION                               | DROP_EXPRESSION     | x
            ALTER x SET STATISTICS 100                            | OTHER               | x
            ALTER CONSTRAINT c DEFERRABLE                         | ALTER_CONSTRAINT    | c
            VALIDATE CONSTRAINT c                                 | VALIDATE_CONSTRAINT | c
            RENAME TO y                                           | RENAME_TABLE        |
            RENAME COLUMN a TO b                                  | RENAME_COLUMN       | a
            RENAME a TO b                                         | RENAME_COLUMN       | a
            RENAME CONSTRAINT a TO b                              | RENAME_CONSTRAINT   | a
            SET SCHEMA s                                          | SET_SCHEMA          |
            SET TABLESPACE s                                      | SET_TABLESPACE      |
            SET UNLOGGED                                          | SET_LOGGED          |
            SET ACCESS METHOD heap2                               | SET_ACCESS_METHOD   |
            SET (fillfactor = 70, autovacuum_enabled = off)       | OTHER               |
            ATTACH PARTITION s.P FOR VALUES IN (1, 2)             | ATTACH_PARTITION    | s.P
            DETACH PARTITION p CONCURRENTLY                       | DETACH_PARTITION    | p
            ENABLE ROW LEVEL SECURITY                             | ENABLE_ROW_SECURITY |
            DISABLE ROW LEVEL SECURITY                            | DISABLE_ROW_SECURITY |
            FORCE ROW LEVEL SECURITY                              | OTHER               |
            ENABLE ALWAYS TRIGGER g                               | ENABLE_TRIGGER      | g
            DISABLE TRIGGER ALL                                   | DISABLE_TRIGGER     | all
            DISABLE RULE r                                        | OTHER               |
            OWNER TO r                                            | OWNER               |
            INHERIT p                                             | OTHER               |
            """)
    void names_each_action(String action, Kind kind, String name) {
        List<AlterAction> actions =
                Shape.of("ALTER TABLE s.t ADD a int, " + action + " , DROP b").actions();

        assertThat(actions).hasSize(3);
        assertThat(actions.get(1)).isEqualTo(new AlterAction(kind, name == null ? "" : name, action));
    }

    @Test
    void gives_types_expressions_defaults_and_columns_of_actions() {
        List<AlterAction> actions = Shape.of("""
                ALTER TABLE t
                  ADD COLUMN a timestamp (3) with time zone DEFAULT coalesce(now(), now()) NOT NULL,
                  ADD b numeric(5, 2)[] GENERATED ALWAYS AS (c * 2) STORED,
                  ALTER d SET DATA TYPE character varying(10) USING left(d, 10),
                  ALTER e SET DEFAULT 1 + 2,
                  ADD CONSTRAINT k UNIQUE NULLS NOT DISTINCT (f, "G h") INCLUDE (i),
                  ADD CONSTRAINT l PRIMARY KEY USING INDEX "Ix",
                  ADD CONSTRAINT n NOT NULL "O",
                  RENAME COLUMN p TO "Q"
                """).actions();

        assertThat(actions.get(0).type()).contains("timestamp (3) with time zone");
        assertThat(actions.get(0).defaultValue()).contains("coalesce(now(), now())");
        assertThat(actions.get(1).type()).contains("numeric(5, 2)[]");
        assertThat(actions.get(1).defaultValue()).isEmpty();
        assertThat(actions.get(2).type()).contains("character varying(10)");
        assertThat(actions.get(2).using()).contains("left(d, 10)");
        assertThat(actions.get(3).defaultValue()).contains("1 + 2");
        assertThat(actions.get(4).columns()).containsExactly("f", "G h");
        assertThat(actions.get(5).usingIndex()).contains("Ix");
        assertThat(actions.get(6).columns()).containsExactly("O");
        assertThat(actions.get(7).newName()).contains("Q");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX CONCURRENTLY i ON t (c)",
                "DROP INDEX CONCURRENTLY i",
                "REINDEX (CONCURRENTLY) INDEX i",
                "REINDEX TABLE CONCURRENTLY t",
                "ALTER TABLE t DETACH PARTITION p CONCURRENTLY",
                "VACUUM t",
                "REINDEX SCHEMA s",
                "ALTER SYSTEM SET a = 1",
                "CLUSTER",
                "DISCARD ALL"
            })
    void knows_what_cannot_run_in_a_transaction(String sql) {
        assertThat(Shape.of(sql).refusesTransaction()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX i ON t (concurrently)",
                "REFRESH MATERIALIZED VIEW CONCURRENTLY v",
                "CLUSTER t",
                "REINDEX TABLE t",
                "DISCARD PLANS",
                "ANALYZE"
            })
    void knows_what_can_run_in_a_transaction(String sql) {
        assertThat(Shape.of(sql).refusesTransaction()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COMMIT",
                "end",
                "ROLLBACK WORK",
                "ABORT",
                "PREPARE TRANSACTION 'x'",
                "COMMIT PREPARED 'x'",
                "SELECT begin atomic FROM t; COMMIT; SELECT 1 end"
            })
    void knows_what_ends_a_transaction(String sql) {
        assertThat(Shape.of(sql).endsTransaction()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ROLLBACK TO SAVEPOINT x",
                "ROLLBACK TRANSACTION TO x",
                "SELECT commit FROM t",
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END",
                "DO 'BEGIN COMMIT; END'",
                "PREPARE p AS SELECT 1"
            })
    void knows_what_stays_in_its_transaction(String sql) {
        assertThat(Shape.of(sql).endsTransaction()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            INSERT INTO t VALUES (1)                                   | writes
            COPY t FROM STDIN                                          | writes
            COPY t TO STDOUT                                           | reads
            WITH d AS (DELETE FROM t RETURNING *) SELECT * FROM d      | writes
            SELECT 1 FROM (WITH d AS (UPDATE t SET a = 1 RETURNING *) SELECT 1 FROM d) x | writes
            CREATE TABLE n AS WITH d AS (DELETE FROM t RETURNING *) SELECT * FROM d | writes
            TRUNCATE t                                                 | writes
            SELECT refill('x')                                         | may write
            SELECT s.refill()                                          | may write
            SELECT count(*) FROM t WHERE a IN (1) AND (b)              | reads
            SELECT delete FROM t                                       | reads
            SELECT * FROM t FOR UPDATE                                 | reads
            WITH a AS (SELECT 1 FROM t FOR UPDATE) SELECT 1            | reads
            CREATE TABLE n AS SELECT * FROM t                          | reads
            REFRESH MATERIALIZED VIEW v                                | reads
            DO $$ BEGIN END $$                                         | may write
            CALL p()                                                   | may write
            EXPLAIN ANALYZE DELETE FROM t                              | may write
            SELECT setval('s', (SELECT max(a) FROM t))                 | reads
            SELECT 1 / 0                                               | neither
            VALUES (1)                                                 | neither
            CREATE TABLE t (a numeric(5, 2) DEFAULT f())               | neither
            ALTER TABLE t ADD a int DEFAULT f()                        | neither
            CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'DELETE FROM t' | neither
            """)
    void knows_what_reads_and_writes_rows(String sql, String expected) {
        Shape shape = Shape.of(sql);

        assertThat(shape.writesRows()).isEqualTo(expected.equals("writes"));
        assertThat(shape.mayWriteRows()).isEqualTo(expected.equals("writes") || expected.equals("may write"));
        assertThat(shape.usesRows()).isEqualTo(!expected.equals("neither"));
    }

    @Test
    void looks_for_words_outside_brackets_only() {
        Shape shape = Shape.of("ALTER TABLE t ADD CONSTRAINT c CHECK (a IS NOT NULL) not /* */ valid, DROP x cascade");

        assertThat(shape.has("NOT", "VALID")).isTrue();
        assertThat(shape.has("NOT", "NULL")).isFalse();
        assertThat(shape.cascades()).isTrue();
        assertThat(shape.isDdl()).isTrue();
        assertThat(Shape.of("SELECT 1 INTO t").isDdl()).isTrue();
        assertThat(Shape.of("UPDATE t SET x = 1").isDdl()).isFalse();
    }
}
