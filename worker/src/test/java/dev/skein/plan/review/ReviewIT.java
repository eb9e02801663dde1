package dev.skein.plan.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.plan.facts.TargetFacts;
import dev.skein.plan.facts.TargetFacts.KeyUse;
import dev.skein.plan.facts.TargetFacts.LongTransaction;
import dev.skein.plan.facts.TargetFacts.Replica;
import dev.skein.plan.hazard.Decision;
import dev.skein.plan.hazard.Hazard;
import dev.skein.plan.hazard.HazardCode;
import dev.skein.plan.probe.Probe;
import dev.skein.plan.sql.SqlStatement;
import dev.skein.testing.TestDatabase;
import dev.skein.testing.TestServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReviewIT {
    private static final String[] SCHEMA = {
        "CREATE TABLE customer (id int PRIMARY KEY, email text, name varchar(50), balance numeric(10,2) DEFAULT 0,"
                + " folded text GENERATED ALWAYS AS (lower(email)) STORED)",
        "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id int, state text NOT NULL DEFAULT 'new')",
        "CREATE INDEX orders_state_idx ON orders (state)",
        "CREATE TABLE event (at timestamptz NOT NULL, what text) PARTITION BY RANGE (at)",
        "CREATE TABLE event_2025 PARTITION OF event FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')",
        "CREATE VIEW customer_names AS SELECT id, name FROM customer",
        "CREATE MATERIALIZED VIEW totals AS SELECT customer_id, count(*) AS n FROM orders GROUP BY 1",
        "CREATE SEQUENCE free_seq",
        "CREATE TABLE secret (id int PRIMARY KEY, who text)",
        "ALTER TABLE secret ENABLE ROW LEVEL SECURITY",
        "CREATE POLICY own ON secret USING (who = current_user)",
        "CREATE FUNCTION quiet() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "CREATE TRIGGER orders_quiet BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION quiet()",
        "CREATE TABLE extra (id int)",
        "CREATE TABLE linked (customer_id int REFERENCES customer)",
        "CREATE FUNCTION sweep() RETURNS void LANGUAGE plpgsql AS $$ BEGIN TRUNCATE orders; END $$",
        "CREATE TABLE \"Od\"\"d; --\" (\"Na'me\" text)",
    };

    private final TestDatabase database = TestServer.of(17).database();

    @BeforeEach
    void make_a_schema() {
        database.execute(SCHEMA);
    }

    @AfterEach
    void drop_it() {
        database.close();
    }

    /** Expected: code, object and decision of all hazards, in any order. */
    record Case(String expected, List<String> statements) {
        @Override
        public String toString() {
            return String.join("; ", statements);
        }
    }

    private static Case of(String expected, String... statements) {
        return new Case(expected, List.of(statements));
    }

    static Stream<Case> cases() {
        return Stream.of(
                // Data is lost.
                of(
                        "drops-table public.orders BLOCK, drops-other public.totals ALLOW, cascades orders ALLOW",
                        "DROP TABLE orders CASCADE"),
                of("", "CREATE TABLE fresh (id int)", "DROP TABLE fresh"),
                of("drops-table public.event_2025 BLOCK", "DROP TABLE event_2025"),
                of("drops-table public.event BLOCK", "DROP TABLE event"),
                of(
                        "drops-column public.customer.email BLOCK, drops-column public.customer.folded ALLOW,"
                                + " cascades customer ALLOW",
                        "ALTER TABLE customer DROP COLUMN email CASCADE"),
                of(
                        "drops-column public.customer.balance BLOCK",
                        "ALTER TABLE customer DROP COLUMN balance",
                        "ALTER TABLE customer ADD COLUMN balance text"),
                of(
                        "drops-table public.secret BLOCK",
                        "DROP TABLE secret",
                        "CREATE TABLE secret (id int PRIMARY KEY, who text)"),
                of("", "ALTER TABLE customer ADD COLUMN x int", "ALTER TABLE customer DROP COLUMN x"),
                of(
                        "drops-other public.linked.linked_customer_id_fkey ALLOW",
                        "ALTER TABLE linked DROP CONSTRAINT linked_customer_id_fkey"),
                of("truncates-table public.orders BLOCK", "TRUNCATE orders"),
                of(
                        "deletes-all-rows public.orders BLOCK, backfills-in-one-transaction public.orders ALLOW",
                        "DELETE FROM orders"),
                of("", "DELETE FROM orders WHERE id = 7"),
                of(
                        "truncates-table public.customer BLOCK, truncates-table public.linked BLOCK",
                        "TRUNCATE customer CASCADE"),
                of("truncates-table public.orders BLOCK", "DO $$ BEGIN TRUNCATE orders; END $$"),
                of(
                        "truncates-table public.orders BLOCK",
                        "DO $$ BEGIN IF EXISTS (SELECT FROM orders) THEN TRUNCATE public.orders; END IF; END $$"),
                of(
                        "truncates-table public.orders BLOCK",
                        "DO $$ BEGIN EXECUTE 'TRUN' || 'CATE ' || quote_ident('ord' || 'ers'); END $$"),
                of(
                        "truncates-table public.orders BLOCK, drops-other public.sweep() ALLOW",
                        "SELECT sweep()",
                        "DROP FUNCTION sweep()"),
                of("", "CREATE FUNCTION sweep_later() RETURNS void LANGUAGE sql AS 'DELETE FROM orders'"),
                of(
                        "deletes-all-rows public.orders BLOCK",
                        "CREATE FUNCTION sweep_now() RETURNS void LANGUAGE sql AS 'DELETE FROM orders'",
                        "SELECT sweep_now()",
                        "DROP FUNCTION sweep_now()"),
                of("deletes-all-rows public.orders BLOCK", "DO $$ BEGIN DELETE FROM orders; END $$"),
                of("", "DO $$ BEGIN DELETE FROM orders WHERE id = 7; END $$"),
                of(
                        "deletes-all-rows public.orders APPROVE",
                        "DO $$ BEGIN EXECUTE 'DELETE FROM ' || quote_ident('ord' || 'ers'); END $$"),
                of(
                        "deletes-all-rows public.orders BLOCK",
                        "CREATE TABLE bak AS WITH d AS (DELETE FROM orders RETURNING *) SELECT * FROM d"),
                of("deletes-all-rows public.orders BLOCK", "EXPLAIN (ANALYZE) DELETE FROM orders"),
                of("", "EXPLAIN DELETE FROM orders"),
                of("deletes-all-rows public.orders BLOCK", "PREPARE p AS DELETE FROM orders", "EXECUTE p"),
                of("deletes-all-rows public.orders BLOCK", "DELETE FROM orders WHERE (1 = 1) OR id = 3"),
                of(
                        "deletes-all-rows public.orders BLOCK, backfills-in-one-transaction public.orders ALLOW",
                        "MERGE INTO orders USING customer ON true WHEN MATCHED THEN DELETE"),
                of(
                        "backfills-in-one-transaction public.orders ALLOW",
                        "MERGE INTO orders o USING customer c ON o.customer_id = c.id WHEN MATCHED THEN DELETE"),
                of(
                        "overwrites-all-rows public.customer APPROVE, backfills-in-one-transaction public.customer ALLOW",
                        "UPDATE customer SET name = 'gone', email = lower(email)"),
                of(
                        "backfills-in-one-transaction public.customer ALLOW",
                        "UPDATE customer SET email = lower(email), balance = balance * 2"),
                of(
                        "backfills-in-one-transaction public.customer ALLOW, long-lock-after-ddl public.customer APPROVE",
                        "ALTER TABLE customer ADD COLUMN x int",
                        "UPDATE customer SET x = 0"),
                of("rewrites-table public.extra APPROVE", "DO $$ BEGIN ALTER TABLE extra ALTER id TYPE bigint; END $$"),
                of(
                        "narrows-type public.customer.balance BLOCK, rewrites-table public.customer APPROVE",
                        "ALTER TABLE customer ALTER COLUMN balance TYPE int"),
                of(
                        "narrows-type public.orders.id ALLOW, rewrites-table public.orders APPROVE",
                        "ALTER TABLE orders ALTER COLUMN id TYPE int"),
                of("", "ALTER TABLE customer ALTER COLUMN balance TYPE numeric(12,2)"),
                // Others wait.
                of(
                        "rewrites-table public.customer APPROVE",
                        "ALTER TABLE customer ADD COLUMN x uuid DEFAULT gen_random_uuid()"),
                of("", "ALTER TABLE customer ADD COLUMN x int NOT NULL DEFAULT 5"),
                of("", "CREATE TABLE fresh (id int)", "ALTER TABLE fresh ALTER COLUMN id TYPE bigint"),
                of("builds-index-blocking-writes public.orders APPROVE", "CREATE INDEX ON orders (customer_id)"),
                of("", "CREATE INDEX CONCURRENTLY ON orders (customer_id)"),
                of("builds-index-blocking-writes public.event APPROVE", "CREATE INDEX event_what ON event (what)"),
                of("builds-index-blocking-writes public.orders APPROVE", "REINDEX TABLE orders"),
                of("", "REINDEX TABLE CONCURRENTLY orders"),
                of("drops-index-blocking public.orders ALLOW", "DROP INDEX orders_state_idx"),
                of("", "DROP INDEX CONCURRENTLY orders_state_idx"),
                of("detaches-partition-blocking public.event ALLOW", "ALTER TABLE event DETACH PARTITION event_2025"),
                of("", "ALTER TABLE event DETACH PARTITION event_2025 CONCURRENTLY"),
                of(
                        "sets-not-null-at-once public.customer APPROVE, breaks-running-inserts public.customer.email ALLOW",
                        "ALTER TABLE customer ALTER COLUMN email SET NOT NULL"),
                of(
                        "left-invalid public.customer.c ALLOW",
                        "ALTER TABLE customer ADD CONSTRAINT c CHECK (email <> '') NOT VALID"),
                of(
                        "validates-check-at-once public.customer APPROVE",
                        "ALTER TABLE customer ADD CONSTRAINT c CHECK (email <> '')"),
                of(
                        "validates-foreign-key-at-once public.orders APPROVE, foreign-key-without-index"
                                + " public.orders.orders_customer_id_fkey ALLOW",
                        "ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customer"),
                of(
                        "left-invalid public.orders.f ALLOW",
                        "CREATE INDEX CONCURRENTLY ON orders (customer_id)",
                        "@V2 ALTER TABLE orders ADD CONSTRAINT f FOREIGN KEY (customer_id) REFERENCES customer NOT VALID"),
                of("adds-unique-without-index public.customer APPROVE", "ALTER TABLE customer ADD UNIQUE (email)"),
                of(
                        "",
                        "CREATE UNIQUE INDEX CONCURRENTLY u ON customer (email)",
                        "@V2 ALTER TABLE customer ADD CONSTRAINT u UNIQUE USING INDEX u"),
                of(
                        "scans-under-exclusive-lock public.customer APPROVE",
                        "ALTER TABLE customer ADD EXCLUDE (email WITH =)"),
                of("refreshes-view-blocking public.totals APPROVE", "REFRESH MATERIALIZED VIEW totals"),
                of(
                        "",
                        "CREATE UNIQUE INDEX CONCURRENTLY ON totals (customer_id)",
                        "@V2 REFRESH MATERIALIZED VIEW CONCURRENTLY totals"),
                of("vacuum-full-or-cluster public.orders APPROVE", "VACUUM (FULL) orders"),
                of("", "VACUUM (ANALYZE) orders"),
                of(
                        "long-lock-after-ddl public.orders APPROVE, backfills-in-one-transaction public.orders ALLOW",
                        "ALTER TABLE orders ADD COLUMN note text",
                        "UPDATE orders SET note = state"),
                of(
                        "backfills-in-one-transaction public.orders ALLOW",
                        "ALTER TABLE orders ADD COLUMN note text",
                        "@V2 UPDATE orders SET note = state"),
                of(
                        "long-lock-after-ddl public.customer APPROVE",
                        "ALTER TABLE customer ADD CONSTRAINT c CHECK (email <> '') NOT VALID",
                        "ALTER TABLE customer VALIDATE CONSTRAINT c"),
                of("", "INSERT INTO orders (id) VALUES (1), (2)"),
                of(
                        "mixes-transactional-and-not migrations/V1__x.sql ALLOW",
                        "CREATE INDEX CONCURRENTLY ON orders (customer_id)",
                        "CREATE INDEX CONCURRENTLY ON customer (email)"),
                of(
                        "locks-many-tables migrations/V1__x.sql ALLOW",
                        "ALTER TABLE orders ADD COLUMN x int",
                        "ALTER TABLE customer ADD COLUMN x int",
                        "ALTER TABLE event ADD COLUMN x int",
                        "ALTER TABLE secret ADD COLUMN x int",
                        "ALTER TABLE \"Od\"\"d; --\" ADD COLUMN x int",
                        "ALTER TABLE extra ADD COLUMN x int"),
                // Running code breaks.
                of("renames-table public.orders ALLOW", "ALTER TABLE orders RENAME TO purchase"),
                of("", "ALTER TABLE orders RENAME TO purchase", "CREATE VIEW orders AS SELECT * FROM purchase"),
                of("renames-column public.orders.state ALLOW", "ALTER TABLE orders RENAME COLUMN state TO status"),
                of(
                        "breaks-running-inserts public.orders.x ALLOW, scans-under-exclusive-lock public.orders APPROVE",
                        "ALTER TABLE orders ADD COLUMN x int NOT NULL"),
                of(
                        "breaks-running-inserts public.orders.state ALLOW",
                        "ALTER TABLE orders ALTER COLUMN state DROP DEFAULT"),
                of("drops-other public.customer_names ALLOW", "DROP VIEW customer_names"),
                of("", "DROP VIEW customer_names", "CREATE VIEW customer_names AS SELECT id FROM customer"),
                of("drops-other public.free_seq ALLOW", "DROP SEQUENCE free_seq"),
                of(
                        "foreign-key-without-index public.child.child_customer_id_fkey ALLOW",
                        "CREATE TABLE child (id int PRIMARY KEY, customer_id int REFERENCES customer)"),
                of("", "CREATE TABLE child (customer_id int PRIMARY KEY REFERENCES customer)"),
                of("row-security-hides-rows public.secret ALLOW", "UPDATE secret SET who = 'x' WHERE id = 3"),
                of("", "INSERT INTO secret VALUES (1, current_user)"),
                of("row-security-without-policy public.orders ALLOW", "ALTER TABLE orders ENABLE ROW LEVEL SECURITY"),
                of("", "ALTER TABLE orders ENABLE ROW LEVEL SECURITY", "CREATE POLICY all_rows ON orders USING (true)"),
                of("disables-row-security public.secret ALLOW", "ALTER TABLE secret DISABLE ROW LEVEL SECURITY"),
                of("grants-to-public public.orders ALLOW", "GRANT SELECT ON orders TO PUBLIC"),
                of("", "GRANT SELECT ON orders TO CURRENT_USER"),
                of("disables-triggers public.orders ALLOW", "ALTER TABLE orders DISABLE TRIGGER USER"),
                of("", "ALTER TABLE orders ENABLE TRIGGER USER"),
                of(
                        "sets-unlogged public.secret APPROVE, rewrites-table public.secret APPROVE",
                        "ALTER TABLE secret SET UNLOGGED"),
                of("sets-unlogged public.scratch ALLOW", "CREATE UNLOGGED TABLE scratch (id int)"),
                of(
                        "drops-column \"public.\"Od\"\"d; --\".\"Na'me\" BLOCK".replaceFirst("\"public", "public"),
                        "ALTER TABLE \"Od\"\"d; --\" DROP COLUMN \"Na'me\""));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void finds_these_hazards_and_no_others(Case one) throws SQLException {
        List<Hazard> hazards = new Trial(database).review(one.statements().toArray(String[]::new));

        assertThat(hazards.stream().map(ReviewIT::line))
                .containsExactlyInAnyOrder(
                        one.expected().isEmpty()
                                ? new String[0]
                                : one.expected().split(", "));
        assertThat(hazards).allSatisfy(hazard -> {
            assertThat(hazard.why()).isNotBlank().doesNotContain("null");
            assertThat(hazard.safe()).isNotBlank().doesNotContain("null,");
        });
    }

    private static String line(Hazard hazard) {
        return hazard.code().code() + " " + hazard.object() + " " + hazard.byDefault();
    }

    @Test
    void says_how_big_the_table_is_and_who_waits() throws SQLException {
        Hazard hazard = only(new Trial(database).review("CREATE INDEX orders_customer ON orders (customer_id)"));

        assertThat(hazard.why())
                .isEqualTo(
                        "public.orders is 3.2 GiB with about 12,000,000 rows; an index over all rows is built under SHARE,"
                                + " so that writes wait until the transaction ends.");
        assertThat(hazard.safe())
                .isEqualTo("-- in a migration of its own: it cannot run in a transaction\n"
                        + "CREATE INDEX CONCURRENTLY orders_customer ON orders (customer_id);");
    }

    @Test
    void allows_what_is_quick_on_small_tables_and_loses_nothing_on_empty_ones() throws SQLException {
        assertThat(new Trial(database).sized(8192).review("ALTER TABLE secret ALTER COLUMN id TYPE bigint"))
                .extracting(Hazard::byDefault)
                .containsOnly(Decision.ALLOW);
        assertThat(new Trial(database).sized(0).review("DROP TABLE secret"))
                .extracting(Hazard::byDefault)
                .containsOnly(Decision.ALLOW);
    }

    @Test
    void takes_a_table_of_unknown_size_for_one_that_needs_approval() throws SQLException {
        List<Hazard> hazards = new Trial(database)
                .with(facts -> new TargetFacts(
                        170_000, false, java.util.Map.of(), List.of(), List.of(), List.of(), List.of(), List.of()))
                .review("CREATE INDEX ON orders (customer_id)", "@V2 DROP TABLE secret");

        assertThat(hazards.stream().map(ReviewIT::line))
                .containsExactly(
                        "drops-table public.secret BLOCK", "builds-index-blocking-writes public.orders APPROVE");
    }

    @Test
    void names_the_transactions_that_a_lock_or_a_concurrent_build_waits_for() throws SQLException {
        LongTransaction idle =
                new LongTransaction(4711, "psql", "idle in transaction", Duration.ofHours(3), List.of("public.orders"));

        assertThat(new Trial(database).with(facts -> with(facts, idle)).review("ALTER TABLE orders ADD COLUMN a int"))
                .extracting(ReviewIT::line)
                .containsExactly("waits-for-long-transaction public.orders ALLOW");
        assertThat(new Trial(database)
                        .with(facts -> with(facts, idle))
                        .review("CREATE INDEX CONCURRENTLY ON customer (email)"))
                .extracting(Hazard::why)
                .singleElement()
                .asString()
                .contains("pid 4711 (psql, idle in transaction), open for 3 h");
        assertThat(new Trial(database).with(facts -> with(facts, idle)).review("ALTER TABLE secret ADD COLUMN a int"))
                .isEmpty();
    }

    private static TargetFacts with(TargetFacts facts, LongTransaction transaction) {
        return new TargetFacts(
                facts.serverVersion(),
                false,
                facts.tables(),
                List.of(),
                List.of(transaction),
                List.of(),
                List.of(),
                List.of());
    }

    @Test
    void warns_of_replicas_keys_and_invalid_indexes_of_the_target() throws SQLException {
        List<Hazard> hazards = new Trial(database)
                .with(facts -> new TargetFacts(
                        facts.serverVersion(),
                        true,
                        facts.tables(),
                        List.of(
                                new KeyUse("public.customer", "public.customer.id", 1_900_000_000, Integer.MAX_VALUE),
                                new KeyUse("public.orders", "public.orders.id", 5, Long.MAX_VALUE)),
                        List.of(),
                        List.of(
                                new Replica("behind", Duration.ofMinutes(5), 0),
                                new Replica("near", Duration.ofSeconds(1), 100)),
                        List.of("public.orders: orders_state_idx"),
                        List.of()))
                .review(
                        "UPDATE secret SET who = 'y' WHERE id = 1",
                        "CREATE INDEX IF NOT EXISTS orders_state_idx ON orders (state)");

        assertThat(hazards.stream().map(ReviewIT::line))
                .contains(
                        "integer-key-runs-out public.customer.id ALLOW",
                        "replica-far-behind behind ALLOW",
                        "left-invalid public.orders.orders_state_idx ALLOW")
                .noneMatch(line -> line.contains("near") || line.contains("orders.id"));
    }

    @Test
    void blocks_what_rows_break_and_shows_how_to_mend_them_without_their_values() throws SQLException {
        Hazard hazard = new Trial(database)
                .with(breaking(Probe.Kind.UNIQUE, "public.customer", "customer_email_key"))
                .review("CREATE UNIQUE INDEX customer_email_key ON customer (email)")
                .get(0);

        assertThat(hazard.code()).isEqualTo(HazardCode.ROWS_BREAK_UNIQUE);
        assertThat(hazard.byDefault()).isEqualTo(Decision.BLOCK);
        assertThat(hazard.why())
                .contains("as found; public.customer is 3.2 GiB")
                .doesNotContain("id=1");
        database.execute(
                "DROP INDEX customer_email_key",
                "INSERT INTO customer (id, email) VALUES (1, 'a'), (2, 'b'), (3, 'a'), (4, NULL), (5, NULL)");
        database.execute(hazard.safe());
        assertThat(database.query("SELECT id FROM customer ORDER BY id")).containsExactly("1", "2", "4", "5");
    }

    @Test
    void mends_orphans() throws SQLException {
        Hazard hazard = new Trial(database)
                .with(breaking(Probe.Kind.FOREIGN_KEY, "public.orders", "f"))
                .review("ALTER TABLE orders ADD CONSTRAINT f FOREIGN KEY (customer_id) REFERENCES customer")
                .get(0);

        assertThat(hazard.code()).isEqualTo(HazardCode.ROWS_BREAK_FOREIGN_KEY);
        database.execute(
                "ALTER TABLE orders DROP CONSTRAINT f",
                "INSERT INTO customer (id) VALUES (1)",
                "INSERT INTO orders (id, customer_id) VALUES (1, 1), (2, 99), (3, NULL)");
        database.execute(hazard.safe());
        assertThat(database.query("SELECT id FROM orders ORDER BY id")).containsExactly("1", "3");
    }

    @ParameterizedTest
    @EnumSource(Probe.Kind.class)
    void has_a_code_and_a_mending_for_each_kind_of_broken_rows(Probe.Kind kind) throws SQLException {
        Hazard hazard = only(
                new Trial(database).with(breaking(kind, "public.extra", "id")).review());

        assertThat(hazard.code().code())
                .isEqualTo("rows-break-" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        assertThat(hazard.safe()).contains("SELECT 1;\n--");
    }

    @ParameterizedTest
    @EnumSource(
            value = Probe.Answer.class,
            names = {"HOLDS", "INCONCLUSIVE"})
    void says_nothing_of_rows_that_do_not_break_it(Probe.Answer answer) throws SQLException {
        Probe probe = new Probe(Probe.Kind.CHECK, answer, "public.extra", "id", null, 0, List.of(), "", "SELECT 1");

        assertThat(new Trial(database).with(probe).review()).isEmpty();
    }

    private static Probe breaking(Probe.Kind kind, String relation, String subject) {
        return new Probe(
                kind, Probe.Answer.BREAKS, relation, subject, null, 17, List.of("id=1, id=3"), "as found", "SELECT 1");
    }

    static Stream<Arguments> safe_forms() {
        return Stream.of(15, 18)
                .flatMap(major -> Stream.of(
                                "ALTER TABLE customer ALTER COLUMN email SET NOT NULL",
                                "ALTER TABLE customer ADD CHECK (email <> '')",
                                "ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customer ON DELETE CASCADE",
                                "ALTER TABLE customer ADD UNIQUE NULLS NOT DISTINCT (email) INCLUDE (name) DEFERRABLE",
                                "ALTER TABLE extra ADD PRIMARY KEY (id)",
                                "CREATE UNIQUE INDEX ON orders (customer_id, lower(state)) WHERE id > 0",
                                "CREATE INDEX event_what ON event (what)",
                                "DROP INDEX orders_state_idx",
                                "REINDEX TABLE orders",
                                "ALTER TABLE event DETACH PARTITION event_2025",
                                "ALTER TABLE customer ADD COLUMN x uuid DEFAULT gen_random_uuid()",
                                "ALTER TABLE customer ADD COLUMN x text GENERATED ALWAYS AS (upper(email)) STORED",
                                "ALTER TABLE secret ALTER COLUMN id TYPE bigint",
                                "ALTER TABLE orders RENAME COLUMN customer_id TO buyer_id",
                                "ALTER TABLE \"Od\"\"d; --\" ALTER COLUMN \"Na'me\" SET NOT NULL",
                                "ALTER TABLE \"Od\"\"d; --\" ALTER COLUMN \"Na'me\" TYPE varchar(20)",
                                "DROP TABLE secret",
                                "TRUNCATE secret")
                        .map(statement -> Arguments.of(major, statement)));
    }

    @ParameterizedTest
    @MethodSource("safe_forms")
    void gives_safe_forms_that_postgresql_accepts(int major, String statement) throws SQLException {
        try (TestDatabase tried = TestServer.of(major).database();
                TestDatabase safe = TestServer.of(major).database()) {
            tried.execute(SCHEMA);
            safe.execute(SCHEMA);
            safe.execute("DROP MATERIALIZED VIEW totals");
            Hazard hazard = new Trial(tried).review(statement).get(0);

            String sql =
                    hazard.safe().lines().filter(line -> !line.startsWith("--")).collect(Collectors.joining("\n"));
            assertThat(sql).isNotBlank();
            safe.execute(sql.split("(?<=;)\n"));
        }
    }

    @Test
    void lists_the_views_that_block_a_type_change_and_makes_them_anew() throws SQLException {
        database.execute(
                "CREATE VIEW loud AS SELECT upper(name) AS name FROM customer_names",
                "COMMENT ON VIEW loud IS 'it''s loud'",
                "CREATE VIEW unrelated AS SELECT email FROM customer");
        Trial trial = new Trial(database);
        trial.review();
        SqlStatement statement =
                new SqlStatement("migrations/V1__x.sql", 1, 1, "ALTER TABLE customer ALTER COLUMN name TYPE text");

        Hazard hazard = only(Review.ofFailure("0A000", statement, trial.before()));

        assertThat(hazard.why()).contains("public.loud, public.customer_names").doesNotContain("unrelated");
        database.execute(hazard.safe());
        assertThat(database.query("SELECT obj_description('loud'::regclass)")).containsExactly("it's loud");
        assertThat(Review.ofFailure(
                        "0A000", new SqlStatement("a", 1, 1, "ALTER TABLE orders ALTER id TYPE int"), trial.before()))
                .isEmpty();
        assertThat(Review.ofFailure("42601", statement, trial.before())).isEmpty();
    }

    @Test
    void tells_of_an_enum_value_that_is_used_in_the_transaction_that_adds_it() throws SQLException {
        Trial trial = new Trial(database);
        trial.review();
        SqlStatement statement = new SqlStatement("a.sql", 2, 3, "UPDATE orders SET state = 'x'::mood");

        assertThat(only(Review.ofFailure("55P04", statement, trial.before())).code())
                .isEqualTo(HazardCode.ENUM_VALUE_USED_AT_ONCE);
    }

    private static Hazard only(List<Hazard> hazards) {
        assertThat(hazards).hasSize(1);
        return hazards.get(0);
    }
}
