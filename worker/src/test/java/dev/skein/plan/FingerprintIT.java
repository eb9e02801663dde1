package dev.skein.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.bundle.Bundle;
import dev.skein.plan.hazard.Policy;
import dev.skein.testing.TestBundle;
import dev.skein.testing.TestDatabase;
import dev.skein.testing.TestServer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What moves the hash that an approval names, and what does not. */
class FingerprintIT {
    private static final String CREATE = """
            CREATE TABLE log (id int PRIMARY KEY, note text, old text) PARTITION BY RANGE (id);
            CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM (0) TO (10);
            INSERT INTO log VALUES (1, 'a', 'b');
            CREATE TABLE item (id int PRIMARY KEY, log_id int REFERENCES log, old text);
            INSERT INTO item VALUES (1, 1, 'c');
            """;

    private static final String CHANGE = """
            ALTER TABLE log ALTER COLUMN old TYPE varchar(10);
            ALTER TABLE item DROP COLUMN old;
            """;

    static Stream<Planning> ways() {
        return Stream.of(
                Planning.by(DryRun.SHADOW), Planning.by(DryRun.SHADOW).cloning(), Planning.by(DryRun.IN_PLACE));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void partitions_and_rows_come_without_moving_it_but_a_definition_moves_it(Planning planning) {
        Bundle applied = TestBundle.of("V1__create.sql", CREATE);
        Bundle bundle = TestBundle.of("V1__create.sql", CREATE, "V2__change.sql", CHANGE);
        try (TestDatabase database = TestServer.of(15).database()) {
            Applied.to(database, applied);
            Fingerprint first = planning.plan(database, bundle).fingerprint();

            database.execute(
                    "CREATE TABLE log_2 PARTITION OF log FOR VALUES FROM (10) TO (1000)",
                    "INSERT INTO log SELECT i, 'x', 'y' FROM generate_series(10, 900) i",
                    "COMMENT ON TABLE item IS 'said by hand'",
                    "ANALYZE");
            Fingerprint grown = planning.plan(database, bundle).fingerprint();
            database.execute("ALTER TABLE item ADD COLUMN by_hand int");
            Fingerprint changed = planning.plan(database, bundle).fingerprint();

            assertThat(first.parts()).containsKeys("definition of public.log", "definition of public.item");
            assertThat(first.moved(grown)).isEmpty();
            assertThat(grown.hash()).isEqualTo(first.hash());
            assertThat(first.moved(changed)).containsExactly("definition of public.item");
            assertThat(changed.hash()).isNotEqualTo(first.hash());
        }
    }

    /** A policy that names the code asks for approval whether or not there are rows. */
    @Test
    void rows_that_come_to_an_empty_table_void_the_agreement_to_lose_it() {
        Planning planning = Planning.by(DryRun.SHADOW).with(Policy.parse("drops-table=approve"));
        Bundle applied = TestBundle.of("V1__create.sql", "CREATE TABLE old (id int);");
        Bundle bundle =
                TestBundle.of("V1__create.sql", "CREATE TABLE old (id int);", "V2__drop.sql", "DROP TABLE old;");
        try (TestDatabase database = TestServer.of(17).database()) {
            Applied.to(database, applied);
            Plan empty = planning.plan(database, bundle);
            database.execute("INSERT INTO old SELECT generate_series(1, 100)");
            Plan some = planning.plan(database, bundle);
            database.execute("INSERT INTO old SELECT generate_series(1, 100000)");
            Plan many = planning.plan(database, bundle);

            assertThat(empty.verdict()).isEqualTo(Verdict.APPROVE);
            assertThat(some.verdict()).isEqualTo(Verdict.APPROVE);
            assertThat(empty.fingerprint().moved(some.fingerprint())).containsExactly("hazards");
            assertThat(some.fingerprint().hash()).isEqualTo(many.fingerprint().hash());
        }
    }

    @Test
    void a_table_that_becomes_big_voids_an_approval_that_did_not_cover_its_rewrite() {
        Policy policy = Policy.parse("renames-column=approve").withBigTable(100_000);
        Planning planning = Planning.by(DryRun.SHADOW).with(policy);
        String create = "CREATE TABLE item (id int, a int);";
        String change = "ALTER TABLE item RENAME a TO b; ALTER TABLE item ALTER id TYPE bigint;";
        Bundle applied = TestBundle.of("V1__create.sql", create);
        Bundle bundle = TestBundle.of("V1__create.sql", create, "V2__change.sql", change);
        try (TestDatabase database = TestServer.of(17).database()) {
            Applied.to(database, applied);
            database.execute("INSERT INTO item VALUES (1, 1)");
            Fingerprint small = planning.plan(database, bundle).fingerprint();
            database.execute("INSERT INTO item SELECT i, i FROM generate_series(1, 10) i");
            Fingerprint grown = planning.plan(database, bundle).fingerprint();
            database.execute("INSERT INTO item SELECT i, i FROM generate_series(1, 10000) i");
            Fingerprint big = planning.plan(database, bundle).fingerprint();

            assertThat(small.moved(grown)).isEmpty();
            assertThat(small.moved(big)).containsExactly("hazards");
        }
    }

    @Test
    void what_comes_and_goes_counts_only_where_somebody_has_to_agree_to_it() {
        Bundle applied = TestBundle.of("V1__create.sql", "CREATE TABLE item (id serial, a int);");
        Bundle bundle = TestBundle.of(
                "V1__create.sql", "CREATE TABLE item (id serial, a int);", "V2__x.sql", "ALTER TABLE item ADD b int;");
        Planning loose = Planning.by(DryRun.SHADOW);
        Planning strict = loose.with(Policy.parse("integer-key-runs-out=approve"));
        try (TestDatabase database = TestServer.of(17).database()) {
            Applied.to(database, applied);
            Fingerprint before = loose.plan(database, bundle).fingerprint();
            Fingerprint strictBefore = strict.plan(database, bundle).fingerprint();
            database.execute("SELECT setval('item_id_seq', 2000000000)");

            assertThat(before.moved(loose.plan(database, bundle).fingerprint())).isEmpty();
            assertThat(strictBefore.moved(strict.plan(database, bundle).fingerprint()))
                    .containsExactly("hazards");
        }
    }
}
