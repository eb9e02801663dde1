package dev.skein.plan.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.plan.probe.Probe.Answer;
import dev.skein.plan.probe.Probe.Kind;
import dev.skein.plan.schema.SchemaDiff;
import dev.skein.plan.schema.Snapshot;
import dev.skein.plan.sql.SqlStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the rows say of each kind of demand. */
class ProbesIT {
    private final Rehearsals cases = new Rehearsals(17);

    @AfterEach
    void close() {
        cases.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 16, 17, 18})
    void finds_addresses_that_differ_only_in_case(int major) {
        try (Rehearsals here = new Rehearsals(major)) {
            here.schema(
                            "CREATE TABLE customer (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL)")
                    .rows("INSERT INTO customer (email) VALUES ('ada@example.com'), ('grace@example.com'), "
                            + "('Ada@example.com')");

            Probe probe = here.only(
                    "ALTER TABLE customer ADD COLUMN email_folded text GENERATED ALWAYS AS (lower(email)) STORED",
                    "ALTER TABLE customer ADD CONSTRAINT customer_email_key UNIQUE (email_folded)");

            assertThat(probe.kind()).isEqualTo(Kind.UNIQUE);
            assertThat(probe.answer()).as(probe.toString()).isEqualTo(Answer.BREAKS);
            assertThat(probe.relation()).isEqualTo("public.customer");
            assertThat(probe.subject()).isEqualTo("customer_email_key");
            assertThat(probe.breaking()).isEqualTo(1);
            assertThat(probe.samples()).containsExactly("id=1, id=3");
            assertThat(place(probe)).isEqualTo("migrations/V5__x.sql:2");
            assertThat(probe.query())
                    .contains(
                            "(SELECT tableoid, ctid, *, lower(email) AS email_folded FROM public.customer) AS customer");
            assertThat(here.target().query(probe.query())).hasSize(1);
        }
    }

    // NOT NULL

    @Test
    void counts_rows_without_a_value() {
        cases.schema("CREATE TABLE a (id int PRIMARY KEY, note text)")
                .rows("INSERT INTO a SELECT n, CASE WHEN n % 2 = 0 THEN '' END FROM generate_series(1, 20) n");

        Probe probe = cases.only("ALTER TABLE a ALTER note SET NOT NULL");

        assertBreaks(probe, Kind.NOT_NULL, 10);
        assertThat(probe.samples()).containsExactly("id=1", "id=3", "id=5", "id=7", "id=9");
        assertThat(probe.query()).isEqualTo("SELECT * FROM public.a WHERE note IS NULL LIMIT 100");
        assertThat(probe.why()).isEqualTo("10 rows have no value in note");
        assertThat(place(probe)).isEqualTo("migrations/V5__x.sql:1");
    }

    @Test
    void is_content_when_every_row_has_a_value() {
        cases.schema("CREATE TABLE a (id int PRIMARY KEY, note text)").rows("INSERT INTO a VALUES (1, '')");

        assertHolds(cases.only("ALTER TABLE a ALTER note SET NOT NULL"), Kind.NOT_NULL);
    }

    @Test
    void says_that_no_row_has_a_value_in_a_new_column_without_default() {
        cases.schema("CREATE TABLE a (id int)").rows("INSERT INTO a VALUES (1), (2)");

        Probe probe = cases.only("ALTER TABLE a ADD note text NOT NULL");

        assertBreaks(probe, Kind.NOT_NULL, 2);
        assertThat(probe.samples()).containsExactly("ctid=(0,1)", "ctid=(0,2)");
        assertThat(probe.query()).isEqualTo("SELECT * FROM public.a LIMIT 100");
    }

    @Test
    void is_content_with_a_new_column_on_an_empty_table() {
        cases.schema("CREATE TABLE a (id int)");

        assertHolds(cases.only("ALTER TABLE a ADD note text NOT NULL"), Kind.NOT_NULL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE a ADD n int NOT NULL DEFAULT 0",
                "ALTER TABLE a ADD n int GENERATED ALWAYS AS IDENTITY",
                "ALTER TABLE a ADD n bigserial NOT NULL",
                "ALTER TABLE a ADD n uuid NOT NULL DEFAULT gen_random_uuid()",
            })
    void asks_nothing_of_a_new_column_that_is_filled(String sql) {
        cases.schema("CREATE TABLE a (id int)").rows("INSERT INTO a VALUES (1)");

        assertThat(cases.probe(sql)).isEmpty();
    }

    @Test
    void knows_that_a_default_dropped_later_has_filled_the_rows() {
        cases.schema("CREATE TABLE a (id int)").rows("INSERT INTO a VALUES (1)");

        assertThat(cases.probe("ALTER TABLE a ADD n int NOT NULL DEFAULT 0", "ALTER TABLE a ALTER n DROP DEFAULT"))
                .isEmpty();
    }

    @Test
    void knows_that_a_default_set_later_fills_no_rows() {
        cases.schema("CREATE TABLE a (id int)").rows("INSERT INTO a VALUES (1)");

        Probe probe = cases.only(
                "ALTER TABLE a ADD n int", "ALTER TABLE a ALTER n SET DEFAULT 0", "ALTER TABLE a ALTER n SET NOT NULL");

        assertBreaks(probe, Kind.NOT_NULL, 1);
        assertThat(place(probe)).isEqualTo("migrations/V5__x.sql:3");
    }

    @Test
    void computes_what_a_generated_column_would_hold() {
        cases.schema("CREATE TABLE a (id int PRIMARY KEY, note text)").rows("INSERT INTO a VALUES (1, 'x'), (2, NULL)");

        Probe probe = cases.only("ALTER TABLE a ADD n int GENERATED ALWAYS AS (length(note)) STORED NOT NULL");

        assertBreaks(probe, Kind.NOT_NULL, 1);
        assertThat(probe.samples()).containsExactly("id=2");
    }

    @Test
    void gives_no_alarm_when_the_bundle_mends_the_rows_first() {
        cases.schema("CREATE TABLE a (id int PRIMARY KEY, note text)").rows("INSERT INTO a VALUES (1, NULL)");

        Probe probe = cases.only(
                "COMMENT ON TABLE a IS 'x'",
                "UPDATE a SET note = '' WHERE note IS NULL",
                "ALTER TABLE a ALTER note SET NOT NULL");

        assertInconclusive(
                probe,
                "the bundle itself writes to public.a first (migrations/V5__x.sql:2); "
                        + "today 1 row has no value in note");
        assertThat(probe.breaking()).isZero();
        assertThat(probe.samples()).isEmpty();
    }

    @Test
    void gives_no_alarm_when_an_added_column_is_filled_before_it_is_demanded() {
        cases.schema("CREATE TABLE a (id int)").rows("INSERT INTO a VALUES (1)");

        Probe probe = cases.only(
                "ALTER TABLE a ADD n int", "UPDATE a SET n = id", "ALTER TABLE a ALTER COLUMN n SET NOT NULL");

        assertInconclusive(probe, "the bundle itself writes to public.a first (migrations/V5__x.sql:2)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DO $$ BEGIN UPDATE a SET note = '' WHERE note IS NULL; END $$",
                "DO $$ BEGIN EXECUTE format('UPDATE %I SET note = %L', chr(97), ''); END $$",
                "SELECT mend()",
                "CALL mend_too()",
                "WITH done AS (UPDATE a SET note = '' RETURNING 1) SELECT count(*) FROM done",
                "DELETE FROM parent",
                "UPDATE noticed SET id = 1",
                "TRUNCATE a",
            })
    void gives_no_alarm_however_the_bundle_mends_the_rows(String mending) {
        cases.schema(
                        "CREATE TABLE parent (id int PRIMARY KEY)",
                        "CREATE TABLE a (id int REFERENCES parent ON DELETE CASCADE, note text)",
                        "CREATE FUNCTION mend() RETURNS void LANGUAGE plpgsql AS $$ BEGIN UPDATE a SET note = ''; END $$",
                        "CREATE PROCEDURE mend_too() LANGUAGE plpgsql AS $$ BEGIN PERFORM mend(); END $$",
                        "CREATE TABLE noticed (id int)",
                        "CREATE FUNCTION notice() RETURNS trigger LANGUAGE plpgsql AS "
                                + "$$ BEGIN DELETE FROM a; RETURN NULL; END $$",
                        "CREATE TRIGGER notice AFTER UPDATE ON noticed FOR EACH ROW EXECUTE FUNCTION notice()")
                .rows("INSERT INTO a (note) VALUES (NULL)");

        Probe probe = cases.only(mending, "ALTER TABLE a ALTER note SET NOT NULL");

        assertInconclusive(probe, "the bundle itself writes to public.a first (migrations/V5__x.sql:1)");
    }

    @Test
    void is_not_deterred_by_writes_to_other_tables_or_afterwards() {
        cases.schema("CREATE TABLE a (id int, note text)", "CREATE TABLE b (id int)")
                .rows("INSERT INTO a VALUES (1, NULL)");

        Probe probe = cases.only(
                "INSERT INTO b VALUES (1)", "ALTER TABLE a ALTER note SET NOT NULL", "UPDATE a SET note = ''");

        assertBreaks(probe, Kind.NOT_NULL, 1);
    }

    @Test
    void does_not_promise_that_it_holds_when_the_bundle_writes_first() {
        cases.schema("CREATE TABLE a (id int, note text)").rows("INSERT INTO a VALUES (1, '')");

        Probe probe = cases.only(
                "INSERT INTO a VALUES (2, NULL)",
                "DELETE FROM a WHERE note IS NULL",
                "ALTER TABLE a ALTER note SET NOT NULL");

        assertInconclusive(probe, "; today every row satisfies it");
    }

    @Test
    void asks_columns_that_have_another_name_afterwards() {
        cases.schema("CREATE TABLE \"a\" (\"Key\" int PRIMARY KEY, \"select\" text)")
                .rows("INSERT INTO a VALUES (7, NULL)");

        List<Probe> probes = cases.probe(
                "ALTER TABLE a RENAME \"select\" TO \"No\"\"te\"",
                "ALTER TABLE a RENAME \"Key\" TO id",
                "ALTER TABLE a RENAME TO \"B 'b'\"",
                "ALTER TABLE \"B 'b'\" ALTER \"No\"\"te\" SET NOT NULL");

        assertThat(probes).hasSize(1);
        assertBreaks(probes.get(0), Kind.NOT_NULL, 1);
        assertThat(probes.get(0).relation()).isEqualTo("public.a");
        assertThat(probes.get(0).samples()).containsExactly("id=7");
        assertThat(place(probes.get(0))).isEqualTo("migrations/V5__x.sql:4");
        assertThat(cases.target().query(probes.get(0).query())).hasSize(1);
    }

    @Test
    void asks_a_partitioned_table_as_a_whole_and_once() {
        cases.schema(
                        "CREATE TABLE m (id int, at int, note text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at)",
                        "CREATE TABLE m1 PARTITION OF m FOR VALUES FROM (0) TO (10) PARTITION BY RANGE (at)",
                        "CREATE TABLE m1a PARTITION OF m1 FOR VALUES FROM (0) TO (5)",
                        "CREATE TABLE m2 PARTITION OF m FOR VALUES FROM (10) TO (20)")
                .rows("INSERT INTO m VALUES (1, 1, NULL), (1, 11, NULL), (2, 12, 'x')");

        Probe nulls = cases.only("ALTER TABLE m ALTER note SET NOT NULL");
        Probe unique = cases.only("ALTER TABLE m ADD UNIQUE NULLS NOT DISTINCT (note, at)");
        Probe check = cases.only("ALTER TABLE m ADD CHECK (id > 1)");

        assertBreaks(nulls, Kind.NOT_NULL, 2);
        assertThat(nulls.samples()).containsExactlyInAnyOrder("(id=1, at=1)", "(id=1, at=11)");
        assertHolds(unique, Kind.UNIQUE);
        assertBreaks(check, Kind.CHECK, 2);
        assertThat(cases.only("ALTER TABLE m1a ALTER note SET NOT NULL").breaking())
                .isEqualTo(1);
    }

    @Test
    void doubts_when_partitions_go() {
        cases.schema(
                        "CREATE TABLE m (at int, note text) PARTITION BY RANGE (at)",
                        "CREATE TABLE m1 PARTITION OF m FOR VALUES FROM (0) TO (10)")
                .rows("INSERT INTO m VALUES (1, NULL)");

        assertInconclusive(
                cases.only("DROP TABLE m1", "ALTER TABLE m ALTER note SET NOT NULL"),
                "changes which tables are a part of public.m");
    }

    @Test
    void asks_tables_that_inherit_once() {
        cases.schema("CREATE TABLE p (id int)", "CREATE TABLE c () INHERITS (p)")
                .rows("INSERT INTO c VALUES (NULL), (1)", "INSERT INTO p VALUES (1)");

        assertBreaks(cases.only("ALTER TABLE p ALTER id SET NOT NULL"), Kind.NOT_NULL, 1);
        Probe unique = cases.only("ALTER TABLE p ADD UNIQUE (id)");
        assertHolds(unique, Kind.UNIQUE);
        assertThat(unique.query()).contains("FROM ONLY public.p");
    }

    @Test
    void says_nothing_of_tables_that_are_new() {
        cases.schema("CREATE TABLE a (id int)");

        assertThat(cases.probe(
                        "CREATE TABLE b (id int PRIMARY KEY, n int NOT NULL UNIQUE CHECK (n > 0))",
                        "DROP TABLE a",
                        "CREATE TABLE a (id int NOT NULL)"))
                .isEmpty();
    }

    @Test
    void asks_the_columns_of_a_domain() {
        cases.schema("CREATE DOMAIN email AS text", "CREATE TABLE a (id int PRIMARY KEY, mail email, value int)")
                .rows("INSERT INTO a VALUES (1, NULL, 9), (2, 'x', 9), (3, 'VALUE@x', 9)");

        Probe nulls = cases.only("ALTER DOMAIN email SET NOT NULL");
        Probe check = cases.only("ALTER DOMAIN email ADD CONSTRAINT has_at CHECK (VALUE LIKE '%VALUE@%')");

        assertBreaks(nulls, Kind.NOT_NULL, 1);
        assertThat(nulls.subject()).isEqualTo("mail");
        assertBreaks(check, Kind.CHECK, 1);
        assertThat(check.relation()).isEqualTo("public.a");
        assertThat(check.samples()).containsExactly("id=2");
        assertThat(place(check)).isEqualTo("migrations/V5__x.sql:1");
    }

    // UNIQUE

    @Test
    void counts_rows_that_are_too_many() {
        cases.schema("CREATE TABLE a (id int PRIMARY KEY, n int, t text)")
                .rows("INSERT INTO a SELECT n, n % 8, 'é' FROM generate_series(1, 80) n");

        Probe probe = cases.only("ALTER TABLE a ADD CONSTRAINT u UNIQUE (n, t)");

        assertBreaks(probe, Kind.UNIQUE, 72);
        assertThat(probe.samples()).hasSize(5);
        assertThat(probe.samples().get(0)).isEqualTo("id=1, id=9, id=17, id=25, id=33, …");
    }

    @Test
    void counts_nulls_as_equal_only_where_they_are() {
        cases.schema("CREATE TABLE a (id int PRIMARY KEY, n int, f float)")
                .rows("INSERT INTO a VALUES (1, NULL, 'NaN'), (2, NULL, 'NaN')");

        assertHolds(cases.only("CREATE UNIQUE INDEX u ON a (n)"), Kind.UNIQUE);
        assertBreaks(cases.only("CREATE UNIQUE INDEX u ON a (n) NULLS NOT DISTINCT"), Kind.UNIQUE, 1);
        assertBreaks(cases.only("ALTER TABLE a ADD CONSTRAINT u UNIQUE (f)"), Kind.UNIQUE, 1);
    }

    @Test
    void minds_predicates_expressions_and_included_columns() {
        cases.schema("CREATE TABLE a (id int PRIMARY KEY, n int, t text, gone boolean)")
                .rows("INSERT INTO a VALUES (1, 1, 'a,b', true), (2, 2, 'A,B', false), (3, 3, '', false), "
                        + "(4, 4, '', true)");

        assertHolds(cases.only("CREATE UNIQUE INDEX u ON a (lower(t) text_pattern_ops) WHERE NOT gone"), Kind.UNIQUE);
        Probe breaks = cases.only("CREATE UNIQUE INDEX u ON a (lower(t) COLLATE \"C\" DESC) INCLUDE (n)");
        assertBreaks(breaks, Kind.UNIQUE, 2);
        assertThat(breaks.samples()).containsExactly("id=1, id=2", "id=3, id=4");
        assertHolds(cases.only("CREATE UNIQUE INDEX u ON a (lower(t), (id + n))"), Kind.UNIQUE);
    }

    @Test
    void asks_a_primary_key_for_nulls_too() {
        cases.schema("CREATE TABLE a (n int, m int)").rows("INSERT INTO a VALUES (1, 1), (1, 1), (2, NULL)");

        List<Probe> probes = cases.probe("ALTER TABLE a ADD PRIMARY KEY (n, m)");

        assertThat(probes).extracting(Probe::kind).containsExactly(Kind.NOT_NULL, Kind.NOT_NULL, Kind.UNIQUE);
        assertThat(probes).extracting(Probe::answer).containsExactly(Answer.HOLDS, Answer.BREAKS, Answer.BREAKS);
        assertThat(probes).allMatch(probe -> place(probe).equals("migrations/V5__x.sql:1"));
        assertThat(probes.get(2).samples()).containsExactly("ctid=(0,1), ctid=(0,2)");
    }

    @Test
    void gives_no_alarm_when_the_bundle_deletes_duplicates_first() {
        cases.schema("CREATE TABLE a (id int, n int)").rows("INSERT INTO a VALUES (1, 1), (2, 1)");

        Probe probe =
                cases.only("DELETE FROM a x USING a y WHERE x.n = y.n AND x.id > y.id", "CREATE UNIQUE INDEX ON a (n)");

        assertInconclusive(probe, "today 1 row repeats the n of another");
    }

    @Test
    void knows_the_values_of_added_columns() {
        cases.schema("CREATE TABLE a (id int)").rows("INSERT INTO a VALUES (1), (2)");

        assertBreaks(cases.only("ALTER TABLE a ADD n int UNIQUE DEFAULT 7"), Kind.UNIQUE, 1);
        assertBreaks(cases.only("ALTER TABLE a ADD n timestamptz UNIQUE DEFAULT now()"), Kind.UNIQUE, 1);
        assertHolds(cases.only("ALTER TABLE a ADD n int UNIQUE"), Kind.UNIQUE);
        assertHolds(cases.only("ALTER TABLE a ADD n bigserial PRIMARY KEY"), Kind.UNIQUE);
        assertHolds(cases.only("ALTER TABLE a ADD n uuid UNIQUE DEFAULT gen_random_uuid()"), Kind.UNIQUE);
        assertHolds(cases.only("ALTER TABLE a ADD n bigint GENERATED ALWAYS AS IDENTITY UNIQUE"), Kind.UNIQUE);
    }

    @Test
    void does_not_fall_for_a_column_that_was_dropped_and_added_again() {
        cases.schema("CREATE TABLE a (id int PRIMARY KEY, n int)").rows("INSERT INTO a VALUES (1, 1), (2, 1)");

        assertHolds(
                cases.only("ALTER TABLE a DROP n", "ALTER TABLE a ADD n int", "CREATE UNIQUE INDEX ON a (n)"),
                Kind.UNIQUE);
    }

    // CHECK

    @Test
    void counts_rows_that_a_check_refuses() {
        cases.schema("CREATE TABLE a (id int PRIMARY KEY, n int)")
                .rows("INSERT INTO a VALUES (1, 0), (2, NULL), (3, 1)");

        Probe probe = cases.only("ALTER TABLE a ADD CONSTRAINT positive CHECK (n > 0)");

        assertBreaks(probe, Kind.CHECK, 1);
        assertThat(probe.samples()).containsExactly("id=1");
        assertThat(cases.target().query(probe.query())).containsExactly("1");
    }

    @Test
    void asks_of_not_valid_constraints_only_when_they_are_validated() {
        cases.schema(
                        "CREATE TABLE a (id int PRIMARY KEY, n int)",
                        "ALTER TABLE a ADD CONSTRAINT positive CHECK (n > 0) NOT VALID")
                .rows("ALTER TABLE a DROP CONSTRAINT positive", "INSERT INTO a VALUES (1, 0)");

        assertThat(cases.probe("ALTER TABLE a ADD CONSTRAINT other CHECK (n > 5) NOT VALID"))
                .isEmpty();
        assertBreaks(cases.only("ALTER TABLE a VALIDATE CONSTRAINT positive"), Kind.CHECK, 1);
        Probe both = cases.only(
                "ALTER TABLE a ADD CONSTRAINT other CHECK (n > 5) NOT VALID",
                "ALTER TABLE a VALIDATE CONSTRAINT other");
        assertBreaks(both, Kind.CHECK, 1);
        assertThat(place(both)).isEqualTo("migrations/V5__x.sql:2");
    }

    @Test
    void knows_inline_checks_of_added_columns() {
        cases.schema("CREATE TABLE a (id int PRIMARY KEY)").rows("INSERT INTO a VALUES (1)");

        assertBreaks(cases.only("ALTER TABLE a ADD n int DEFAULT 0 CHECK (n > 0)"), Kind.CHECK, 1);
        assertHolds(cases.only("ALTER TABLE a ADD n int DEFAULT 1 CHECK (n > 0)"), Kind.CHECK);
        assertHolds(cases.only("ALTER TABLE a ADD n int CHECK (n > 0)"), Kind.CHECK);
    }

    @Test
    void does_not_guess_which_numbers_a_sequence_will_give() {
        cases.schema("CREATE TABLE a (n int)").rows("INSERT INTO a VALUES (1)");

        assertInconclusive(
                cases.probe("ALTER TABLE a ADD id int GENERATED ALWAYS AS IDENTITY (START 50) CHECK (id >= 50)")
                        .get(0),
                "the bundle fills rows with numbers from a sequence");
    }

    @Test
    void does_not_compare_periods() {
        try (Rehearsals here = new Rehearsals(18)) {
            here.schema(
                            "CREATE TABLE p (id int4range, valid daterange, PRIMARY KEY (id, valid WITHOUT OVERLAPS))",
                            "CREATE TABLE c (p_id int4range, valid daterange)")
                    .rows(
                            "INSERT INTO p VALUES ('[1,2)', '[2026-01-01, 2026-02-01)')",
                            "INSERT INTO c VALUES ('[1,2)', '[2026-01-02, 2026-01-03)')");

            assertInconclusive(
                    here.only("ALTER TABLE c ADD FOREIGN KEY (p_id, PERIOD valid) REFERENCES p (id, PERIOD valid)"),
                    "keys over a PERIOD are not compared");
        }
    }

    @Test
    void says_what_a_check_needs_that_is_not_there_yet() {
        cases.schema("CREATE TABLE a (id int)").rows("INSERT INTO a VALUES (1)");

        Probe probe = cases.only(
                "CREATE FUNCTION fine(int) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT true'",
                "ALTER TABLE a ADD CHECK (fine(id))");

        assertInconclusive(probe, "it needs something that the bundle creates first");
    }

    @Test
    void stops_at_the_time_limit() {
        cases.schema(
                        "CREATE TABLE a (id int)",
                        "CREATE FUNCTION slow(int) RETURNS boolean LANGUAGE plpgsql AS "
                                + "$$ BEGIN PERFORM pg_sleep(1); RETURN true; END $$")
                .rows("INSERT INTO a SELECT generate_series(1, 100)");
        ProbeLimits limits = new ProbeLimits(Duration.ofMillis(300), Duration.ofMillis(400));

        List<Probe> probes = cases.probe(
                limits,
                "ALTER TABLE a ADD CONSTRAINT c1 CHECK (slow(id))",
                "ALTER TABLE a ADD CONSTRAINT c2 CHECK (slow(id))",
                "ALTER TABLE a ADD CONSTRAINT c3 CHECK (slow(id))");

        assertInconclusive(probes.get(0), "not finished within 300 ms");
        assertThat(probes.get(1).why()).startsWith("not finished within ");
        assertInconclusive(probes.get(2), "the time for all probes together was over");
    }

    @Test
    void says_at_least_so_many_when_counting_takes_too_long() {
        cases.schema(
                        "CREATE TABLE a (id int)",
                        "CREATE FUNCTION slow(int) RETURNS boolean LANGUAGE plpgsql AS "
                                + "$$ BEGIN IF $1 > 5 THEN PERFORM pg_sleep(1); END IF; RETURN false; END $$")
                .rows("INSERT INTO a SELECT generate_series(1, 100)");

        List<Probe> probes = cases.probe(
                new ProbeLimits(Duration.ofMillis(900), Duration.ofSeconds(5)), "ALTER TABLE a ADD CHECK (slow(id))");

        assertBreaks(probes.get(0), Kind.CHECK, 5);
        assertThat(probes.get(0).why()).isEqualTo("at least 5 rows do not satisfy it");
    }

    // FOREIGN KEY

    @Test
    void counts_orphans() {
        cases.schema("CREATE TABLE p (id int PRIMARY KEY)", "CREATE TABLE c (id int PRIMARY KEY, p_id int)")
                .rows("INSERT INTO p VALUES (1)", "INSERT INTO c VALUES (1, 1), (2, 2), (3, NULL)");

        Probe probe = cases.only("ALTER TABLE c ADD CONSTRAINT c_p FOREIGN KEY (p_id) REFERENCES p");

        assertBreaks(probe, Kind.FOREIGN_KEY, 1);
        assertThat(probe.samples()).containsExactly("id=2");
        assertThat(probe.why()).isEqualTo("1 row refers to nothing in public.p");
        assertThat(cases.target().query(probe.query())).hasSize(1);
        assertThat(cases.probe("ALTER TABLE c ADD FOREIGN KEY (p_id) REFERENCES p NOT VALID"))
                .isEmpty();
    }

    @Test
    void minds_how_composite_keys_match() {
        cases.schema(
                        "CREATE TABLE p (a int, b text, PRIMARY KEY (a, b))",
                        "CREATE TABLE c (id int PRIMARY KEY, x text, y int)")
                .rows(
                        "INSERT INTO p VALUES (1, 'one')",
                        "INSERT INTO c VALUES (1, 'one', 1), (2, 'two', 1), (3, 'one', NULL), (4, NULL, NULL)");

        Probe simple = cases.only("ALTER TABLE c ADD FOREIGN KEY (y, x) REFERENCES p");
        Probe full = cases.only("ALTER TABLE c ADD FOREIGN KEY (y, x) REFERENCES p MATCH FULL");

        assertBreaks(simple, Kind.FOREIGN_KEY, 1);
        assertBreaks(full, Kind.FOREIGN_KEY, 2);
        assertThat(full.samples()).containsExactly("id=2", "id=3");
    }

    @Test
    void knows_tables_that_refer_to_themselves_and_parents_that_are_new() {
        cases.schema("CREATE TABLE a (id int PRIMARY KEY, up int)")
                .rows("INSERT INTO a VALUES (1, NULL), (2, 1), (3, 9)");

        assertBreaks(cases.only("ALTER TABLE a ADD FOREIGN KEY (up) REFERENCES a"), Kind.FOREIGN_KEY, 1);
        assertBreaks(
                cases.only("CREATE TABLE p (id int PRIMARY KEY)", "ALTER TABLE a ADD FOREIGN KEY (up) REFERENCES p"),
                Kind.FOREIGN_KEY,
                2);
        assertInconclusive(
                cases.only(
                        "CREATE TABLE p (id int PRIMARY KEY)",
                        "INSERT INTO p SELECT DISTINCT up FROM a WHERE up IS NOT NULL",
                        "ALTER TABLE a ADD FOREIGN KEY (up) REFERENCES p"),
                "the bundle itself writes to public.p first (migrations/V5__x.sql:2)");
    }

    @Test
    void doubts_when_the_table_referred_to_is_written() {
        cases.schema("CREATE TABLE p (id int PRIMARY KEY)", "CREATE TABLE c (p_id int)")
                .rows("INSERT INTO c VALUES (1)");

        assertInconclusive(
                cases.only("INSERT INTO p VALUES (1)", "ALTER TABLE c ADD FOREIGN KEY (p_id) REFERENCES p"),
                "the bundle itself writes to public.p first");
    }

    @Test
    void asks_once_of_partitioned_tables_that_refer_to_each_other() {
        cases.schema(
                        "CREATE TABLE p (id int PRIMARY KEY) PARTITION BY RANGE (id)",
                        "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10)",
                        "CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10) TO (20)",
                        "CREATE TABLE c (id int, p_id int) PARTITION BY RANGE (id)",
                        "CREATE TABLE c1 PARTITION OF c FOR VALUES FROM (0) TO (10)")
                .rows("INSERT INTO p VALUES (1), (11)", "INSERT INTO c VALUES (1, 1), (2, 11), (3, 12)");

        assertBreaks(cases.only("ALTER TABLE c ADD FOREIGN KEY (p_id) REFERENCES p"), Kind.FOREIGN_KEY, 1);
    }

    // EXCLUSION

    @Test
    void counts_pairs_that_exclude_each_other() {
        cases.schema("CREATE TABLE a (id int PRIMARY KEY, during tsrange, off boolean)")
                .rows("INSERT INTO a VALUES (1, '[2026-01-01, 2026-01-03)', false), "
                        + "(2, '[2026-01-02, 2026-01-04)', false), (3, '[2026-01-03, 2026-01-05)', true)");

        Probe breaks = cases.only("ALTER TABLE a ADD CONSTRAINT x EXCLUDE USING gist "
                + "(during range_ops WITH &&, (tsrange(lower(during), upper(during))) WITH &&)");
        Probe holds = cases.only("ALTER TABLE a ADD EXCLUDE USING gist (during WITH &&) WHERE (off OR id = 1)");

        assertBreaks(breaks, Kind.EXCLUSION, 2);
        assertThat(breaks.samples()).containsExactlyInAnyOrder("id=1, id=2", "id=2, id=3");
        assertHolds(holds, Kind.EXCLUSION);
    }

    @Test
    void knows_keys_without_overlaps() {
        try (Rehearsals here = new Rehearsals(18)) {
            here.schema("CREATE TABLE a (id int4range, valid daterange)")
                    .rows("INSERT INTO a VALUES ('[1,2)', '[2026-01-01, 2026-01-03)'), "
                            + "('[1,2)', '[2026-01-02, 2026-01-04)'), ('[2,3)', '[2026-01-02, 2026-01-04)')");

            Probe probe = here.only("ALTER TABLE a ADD UNIQUE (id, valid WITHOUT OVERLAPS)");

            assertBreaks(probe, Kind.EXCLUSION, 1);
        }
    }

    @Test
    void knows_not_null_constraints_that_are_validated_later() {
        try (Rehearsals here = new Rehearsals(18)) {
            here.schema("CREATE TABLE a (id int PRIMARY KEY, n int)")
                    .rows("INSERT INTO a VALUES (1, NULL)")
                    .schema("ALTER TABLE a ADD CONSTRAINT a_n_not_null NOT NULL n NOT VALID");

            assertBreaks(here.only("ALTER TABLE a VALIDATE CONSTRAINT a_n_not_null"), Kind.NOT_NULL, 1);
        }
    }

    // TYPE

    @Test
    void counts_values_that_are_too_long() {
        cases.schema("CREATE TABLE a (id int PRIMARY KEY, t text)")
                .rows("INSERT INTO a VALUES (1, 'abc'), (2, 'abcd'), (3, 'abc    '), (4, 'äöü'), (5, NULL)");

        Probe probe = cases.only("ALTER TABLE a ALTER t TYPE varchar(3)");

        assertBreaks(probe, Kind.TYPE, 1);
        assertThat(probe.samples()).containsExactly("id=2");
        assertThatThrownBy(() -> cases.target().execute("ALTER TABLE a ALTER t TYPE varchar(3)"))
                .as("so says PostgreSQL")
                .hasMessageContaining("value too long");
        cases.rows("DELETE FROM a WHERE id = 2");
        assertHolds(cases.only("ALTER TABLE a ALTER t TYPE varchar(3)"), Kind.TYPE);
        cases.target().execute("ALTER TABLE a ALTER t TYPE varchar(3)");
    }

    @Test
    void cuts_texts_where_using_cuts_them() {
        cases.schema("CREATE TABLE a (t text)").rows("INSERT INTO a VALUES ('abcd')");

        assertHolds(cases.only("ALTER TABLE a ALTER t TYPE varchar(3) USING left(t, 3)"), Kind.TYPE);
        assertHolds(cases.only("ALTER TABLE a ALTER t TYPE varchar(3) USING t::varchar(3)"), Kind.TYPE);
    }

    @Test
    void counts_values_that_do_not_convert() {
        cases.schema("CREATE TABLE a (id int PRIMARY KEY, t text)")
                .rows("INSERT INTO a SELECT n, CASE WHEN n % 10 = 0 THEN 'x' ELSE n::text END "
                        + "FROM generate_series(1, 100) n");

        Probe probe = cases.only("ALTER TABLE a ALTER t TYPE int USING t::int");

        assertBreaks(probe, Kind.TYPE, 10);
        assertThat(probe.samples()).containsExactly("id=10", "id=20", "id=30", "id=40", "id=50");
        assertThat(probe.why()).isEqualTo("10 rows do not convert to integer");
        assertHolds(cases.only("ALTER TABLE a ALTER t TYPE int USING nullif(t, 'x')::int"), Kind.TYPE);
    }

    @Test
    void counts_numbers_that_are_too_large() {
        cases.schema("CREATE TABLE a (id bigint PRIMARY KEY, n numeric, b varbit)")
                .rows("INSERT INTO a VALUES (1, 99.994, B'1'), (2, 99.995, B'11'), (5000000000, 'NaN', NULL)");

        assertBreaks(cases.only("ALTER TABLE a ALTER n TYPE numeric(4, 2)"), Kind.TYPE, 1);
        assertBreaks(cases.only("ALTER TABLE a ALTER id TYPE int"), Kind.TYPE, 1);
        assertBreaks(cases.only("ALTER TABLE a ALTER b TYPE varbit(1)"), Kind.TYPE, 1);
        assertThat(cases.probe("ALTER TABLE a ALTER b TYPE varbit(2)")).allMatch(p -> p.answer() == Answer.HOLDS);
    }

    @Test
    void asks_nothing_where_the_new_type_is_wider() {
        cases.schema("CREATE TABLE a (i int, v varchar(5))").rows("INSERT INTO a VALUES (1, 'x')");

        assertThat(cases.probe("ALTER TABLE a ALTER i TYPE bigint, ALTER v TYPE varchar(6)"))
                .isEmpty();
        assertThat(cases.probe("ALTER TABLE a ALTER i TYPE numeric, ALTER v TYPE text"))
                .isEmpty();
    }

    @Test
    void knows_enums_that_the_bundle_creates() {
        cases.schema("CREATE TABLE a (id int PRIMARY KEY, s text)")
                .rows("INSERT INTO a VALUES (1, 'new'), (2, 'old'), (3, NULL)");

        Probe probe = cases.only(
                "CREATE TYPE status AS ENUM ('new', 'do''ne')", "ALTER TABLE a ALTER s TYPE status USING s::status");
        Probe other = cases.only(
                "CREATE TYPE status AS ENUM ('new', 'done')",
                "ALTER TABLE a ALTER s TYPE status USING (CASE s WHEN 'old' THEN 'new' ELSE s END)::status");

        assertBreaks(probe, Kind.TYPE, 1);
        assertThat(probe.samples()).containsExactly("id=2");
        assertInconclusive(other, "it needs something that the bundle creates first");
    }

    @Test
    void counts_what_violates_a_domain() {
        cases.schema(
                        "CREATE DOMAIN short AS varchar(3) CHECK (VALUE <> 'no')",
                        "CREATE TABLE a (id int PRIMARY KEY, t text)")
                .rows("INSERT INTO a VALUES (1, 'no'), (2, 'long'), (3, 'yes')");

        Probe probe = cases.only("ALTER TABLE a ALTER t TYPE short");

        assertBreaks(probe, Kind.TYPE, 2);
        assertThat(probe.samples()).containsExactly("id=1", "id=2");
    }

    @Test
    void says_at_least_so_many_when_converting_row_by_row_takes_too_long() {
        cases.schema(
                        "CREATE TABLE a (id int PRIMARY KEY, t text)",
                        "CREATE FUNCTION slow(text) RETURNS int LANGUAGE plpgsql AS "
                                + "$$ BEGIN PERFORM pg_sleep(0.05); RETURN $1::int; END $$")
                .rows("INSERT INTO a SELECT n, 'x' FROM generate_series(1, 1000) n");

        Probe probe = cases.probe(
                        new ProbeLimits(Duration.ofSeconds(2), Duration.ofSeconds(5)),
                        "ALTER TABLE a ALTER t TYPE int USING slow(t)")
                .get(0);

        assertThat(probe.answer()).as(probe.toString()).isEqualTo(Answer.BREAKS);
        assertThat(probe.why()).startsWith("at least ");
        assertThat(probe.breaking()).isBetween(1L, 999L);
    }

    @Test
    void converts_before_it_compares() {
        cases.schema("CREATE TABLE a (id int PRIMARY KEY, n text)").rows("INSERT INTO a VALUES (1, '1'), (2, '01')");

        List<Probe> probes =
                cases.probe("ALTER TABLE a ALTER n TYPE int USING n::int", "ALTER TABLE a ADD CONSTRAINT u UNIQUE (n)");

        assertThat(probes).extracting(Probe::kind).containsExactly(Kind.UNIQUE, Kind.TYPE);
        assertBreaks(probes.get(0), Kind.UNIQUE, 1);
        assertHolds(probes.get(1), Kind.TYPE);
    }

    // ENUM

    @Test
    void counts_rows_that_use_removed_values() {
        cases.schema("CREATE TYPE s AS ENUM ('a', 'b', 'c''d')", "CREATE TABLE t (id int PRIMARY KEY, s s)")
                .rows("INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'c''d'), (4, NULL)");

        Probe probe = cases.only(
                "ALTER TYPE s RENAME TO s_old",
                "CREATE TYPE s AS ENUM ('a')",
                "ALTER TABLE t ALTER s TYPE s USING s::text::s",
                "DROP TYPE s_old");

        assertBreaks(probe, Kind.ENUM, 2);
        assertThat(probe.samples()).containsExactly("id=2", "id=3");
        assertThat(place(probe)).isEqualTo("migrations/V5__x.sql:3");
    }

    @Test
    void doubts_when_removed_values_are_converted() {
        cases.schema("CREATE TYPE s AS ENUM ('a', 'b')", "CREATE TABLE t (s s)").rows("INSERT INTO t VALUES ('b')");

        assertInconclusive(
                cases.only(
                        "ALTER TYPE s RENAME TO s_old",
                        "CREATE TYPE s AS ENUM ('a')",
                        "ALTER TABLE t ALTER s TYPE s USING (CASE s WHEN 'b' THEN 'a' ELSE s::text END)::s",
                        "DROP TYPE s_old"),
                "the bundle converts s by an expression of its own");
    }

    @Test
    void does_not_take_renamed_or_added_values_for_removed_ones() {
        cases.schema("CREATE TYPE s AS ENUM ('a', 'b')", "CREATE TABLE t (s s)").rows("INSERT INTO t VALUES ('b')");

        assertThat(cases.probe("ALTER TYPE s RENAME VALUE 'b' TO 'c'")).isEmpty();
        assertThat(cases.probe("ALTER TYPE s ADD VALUE 'c' BEFORE 'a'")).isEmpty();
        assertThat(cases.probe("ALTER TYPE s RENAME TO \"S\"")).isEmpty();
    }

    // Reading only

    @Test
    void changes_nothing_and_leaves_the_connection_as_it_was() throws SQLException {
        cases.schema(
                        "CREATE TABLE a (id int)",
                        "CREATE FUNCTION sly(int) RETURNS boolean LANGUAGE plpgsql AS "
                                + "$$ BEGIN INSERT INTO a VALUES (9); RETURN true; END $$")
                .rows("INSERT INTO a VALUES (1)");

        assertInconclusive(cases.only("ALTER TABLE a ADD CHECK (sly(id))"), "an expression writes");

        assertThat(cases.target().query("SELECT id FROM a")).containsExactly("1");
        try (Connection connection = cases.target().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET lock_timeout = '7s'");
            new Witness(connection).ask("SELECT count(*) FROM a", Duration.ofSeconds(5));
            try (var row = statement.executeQuery("SELECT current_setting('lock_timeout'), "
                    + "current_setting('transaction_read_only'), pg_current_xact_id_if_assigned(), "
                    + "current_setting('skein.question', true)")) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("7s");
                assertThat(row.getString(2)).isEqualTo("off");
                assertThat(row.getString(3)).isNull();
                assertThat(row.getString(4)).isNullOrEmpty();
            }
            assertThat(new Witness(connection)
                            .ask("SELECT pg_current_xact_id_if_assigned()::text", Duration.ofSeconds(5)))
                    .isEmpty();
            assertThat(connection.getAutoCommit()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1; COMMIT; DROP TABLE a",
                "SELECT 1; SET TRANSACTION READ WRITE; DELETE FROM a",
                "SELECT 1; DELETE FROM a",
                "DELETE FROM a",
            })
    void cannot_be_led_out_of_its_transaction(String hostile) throws SQLException {
        cases.schema("CREATE TABLE a (id int)").rows("INSERT INTO a VALUES (1)");

        try (Connection connection = cases.target().connect()) {
            Witness witness = new Witness(connection);
            assertThatThrownBy(() -> witness.ask(hostile, Duration.ofSeconds(5)))
                    .isInstanceOf(SQLException.class);
            String block = "DO $x$ BEGIN " + hostile.replace("SELECT", "PERFORM") + "; END $x$";
            assertThatThrownBy(() -> witness.run(block, Duration.ofSeconds(5))).isInstanceOf(SQLException.class);
        }

        assertThat(cases.target().query("SELECT id FROM a")).containsExactly("1");
    }

    @Test
    void says_that_row_security_hides_rows() {
        cases.schema(
                        "CREATE TABLE a (id int, note text)",
                        "ALTER TABLE a ENABLE ROW LEVEL SECURITY",
                        "ALTER TABLE a FORCE ROW LEVEL SECURITY")
                .rows();

        assertInconclusive(
                cases.only("ALTER TABLE a ALTER note SET NOT NULL"),
                "row security hides rows of public.a from the migrating role");
    }

    @Test
    void says_that_the_role_may_not_read() {
        cases.schema("CREATE TABLE a (id int, note text)")
                .rows("REVOKE SELECT ON a FROM " + cases.target().name());

        assertInconclusive(cases.only("ALTER TABLE a ALTER note SET NOT NULL"), "may not read");
    }

    @Test
    void does_not_wait_for_a_locked_table() throws SQLException {
        cases.schema("CREATE TABLE a (id int, note text)");
        try (Connection other = cases.target().connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE a");

            assertInconclusive(cases.only("ALTER TABLE a ALTER note SET NOT NULL"), "another session locks the table");
        }
    }

    @Test
    void finds_rows_behind_a_view_that_takes_the_old_name() {
        cases.schema("CREATE TABLE users (id int PRIMARY KEY, name text)")
                .rows("INSERT INTO users SELECT i, NULL FROM generate_series(1, 500) i");

        Probe probe = cases.only(
                "ALTER TABLE users RENAME TO people",
                "CREATE VIEW users AS SELECT id, name FROM people",
                "ALTER TABLE people ALTER name SET NOT NULL");

        assertBreaks(probe, Kind.NOT_NULL, 500);
    }

    @Test
    void asks_rows_of_a_generated_column_whose_expression_may_fail() {
        cases.schema("CREATE TABLE a (id int PRIMARY KEY, n int)").rows("INSERT INTO a VALUES (1, 5), (2, 0)");

        Probe probe = cases.only("ALTER TABLE a ADD share int GENERATED ALWAYS AS (100 / n) STORED");

        assertBreaks(probe, Kind.TYPE, 1);
        assertThat(probe.samples()).containsExactly("id=2");
        assertThat(probe.why()).isEqualTo("1 row makes its expression fail");
    }

    @Test
    void asks_rows_of_an_index_whose_expression_may_fail() {
        cases.schema("CREATE TABLE a (id int PRIMARY KEY, n int, old boolean)")
                .rows("INSERT INTO a VALUES (1, 5, false), (2, 0, false), (3, 0, true)");

        assertBreaks(cases.only("CREATE INDEX ON a ((100 / n), id)"), Kind.TYPE, 2);
        assertBreaks(cases.only("CREATE INDEX ON a ((100 / n)) WHERE NOT old"), Kind.TYPE, 1);
        assertThat(cases.probe("CREATE INDEX ON a (lower(n::text), id DESC)")).isEmpty();
    }

    @Test
    void says_that_it_does_not_know_whether_rows_lie_within_the_bounds() {
        cases.schema("CREATE TABLE log (id int) PARTITION BY RANGE (id)", "CREATE TABLE log_1 (id int)")
                .rows("INSERT INTO log_1 VALUES (700)");

        Probe probe = cases.only("ALTER TABLE log ATTACH PARTITION log_1 FOR VALUES FROM (0) TO (10)");

        assertInconclusive(
                probe, "whether its rows lie within FOR VALUES FROM (0) TO (10) is not asked; today 1 row is there");
        assertThat(place(probe)).isEqualTo("migrations/V5__x.sql:1");
    }

    @Test
    void does_not_pass_over_a_check_of_a_new_domain() {
        cases.schema("CREATE TABLE a (id int PRIMARY KEY, n int)").rows("INSERT INTO a VALUES (1, -5)");

        assertInconclusive(
                cases.only("CREATE DOMAIN pos AS int CHECK (VALUE > 0)", "ALTER TABLE a ALTER n TYPE pos"),
                "it needs something that the bundle creates first");
    }

    @Test
    void shows_keys_cut_and_printable() {
        cases.schema("CREATE TABLE a (\"K'ey\" text PRIMARY KEY, note text)")
                .rows("INSERT INTO a VALUES (repeat('x', 200), NULL), (E'a\\n\\u202eb', NULL)");

        Probe probe = cases.only("ALTER TABLE a ALTER note SET NOT NULL");

        assertThat(probe.samples()).containsExactly("\"K'ey\"=" + "x".repeat(80), "\"K'ey\"=a\\u000a\\u202eb");
    }

    @Test
    void stands_hostile_names() {
        cases.schema(
                        "CREATE SCHEMA \"s.\"\"x\"",
                        "CREATE TABLE \"s.\"\"x\".\"a'; --\" (\"i\"\"d, $1\" int PRIMARY KEY, \"n ($skein$)\" text)")
                .rows("INSERT INTO \"s.\"\"x\".\"a'; --\" VALUES (1, 'x'), (2, 'x')");

        List<Probe> probes = cases.probe(
                "ALTER TABLE \"s.\"\"x\".\"a'; --\" ADD CONSTRAINT \"u'\"\"\" UNIQUE (\"n ($skein$)\")",
                "ALTER TABLE \"s.\"\"x\".\"a'; --\" ALTER \"n ($skein$)\" TYPE int USING \"n ($skein$)\"::int",
                "ALTER TABLE \"s.\"\"x\".\"a'; --\" ADD CONSTRAINT f FOREIGN KEY (\"i\"\"d, $1\") "
                        + "REFERENCES \"s.\"\"x\".\"a'; --\"");

        assertThat(probes).extracting(Probe::kind).containsExactly(Kind.UNIQUE, Kind.FOREIGN_KEY, Kind.TYPE);
        assertBreaks(probes.get(2), Kind.TYPE, 2);
        assertThat(probes.get(2).samples()).containsExactly("\"i\"\"d, $1\"=1", "\"i\"\"d, $1\"=2");
        assertHolds(probes.get(1), Kind.FOREIGN_KEY);
    }

    @Test
    void asks_nothing_when_nothing_is_demanded() throws SQLException {
        try (Connection connection = cases.target().connect()) {
            assertThat(new Probes(connection, ProbeLimits.DEFAULT)
                            .run(new SchemaDiff(List.of()), new Snapshot(Map.of()), List.of()))
                    .isEmpty();
        }
    }

    private static String place(Probe probe) {
        SqlStatement statement = probe.statement();
        return statement == null ? "" : statement.place();
    }

    private static void assertHolds(Probe probe, Kind kind) {
        assertThat(probe.kind()).as(probe.toString()).isEqualTo(kind);
        assertThat(probe.answer()).as(probe.toString()).isEqualTo(Answer.HOLDS);
        assertThat(probe.breaking()).isZero();
    }

    private static void assertBreaks(Probe probe, Kind kind, long rows) {
        assertThat(probe.kind()).as(probe.toString()).isEqualTo(kind);
        assertThat(probe.answer()).as(probe.toString()).isEqualTo(Answer.BREAKS);
        assertThat(probe.breaking()).as(probe.toString()).isEqualTo(rows);
    }

    private static void assertInconclusive(Probe probe, String why) {
        assertThat(probe.answer()).as(probe.toString()).isEqualTo(Answer.INCONCLUSIVE);
        assertThat(probe.why()).contains(why);
    }
}
