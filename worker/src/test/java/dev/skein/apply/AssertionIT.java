package dev.skein.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.plan.assertion.Violation;
import dev.skein.target.ApplySettings;
import dev.skein.testing.TestDatabase;
import dev.skein.testing.TestServer;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a bundle's assertions, on real databases. */
class AssertionIT {
    private static final String CREATE = "CREATE TABLE item (id int, weight int);";

    private final TestDatabase database = TestServer.of(17).database();
    private final Applying applying = new Applying(database);

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void leaves_nothing_of_the_last_segment_where_one_finds_rows() {
        ApplyResult result = apply(
                "V1__item.sql", CREATE,
                "V2__fill.sql", "INSERT INTO item VALUES (1, 5), (2, 0), (3, -1);",
                "assertions/a_fine.sql", "SELECT FROM item WHERE id IS NULL",
                "assertions/weights.sql", "-- every item weighs something\nSELECT * FROM item WHERE weight <= 0");

        Violation violation = violation(result).orElseThrow();
        assertThat(violation.query().place()).isEqualTo("assertions/weights.sql:2");
        assertThat(violation.why()).isEqualTo("the assertion found 2 rows; it holds when it finds none");
        assertThat(Applying.applied(result)).isEmpty();
        assertThat(database.query("SELECT to_regclass('item') IS NULL")).containsExactly("t");
    }

    @Test
    void lets_the_apply_end_where_all_hold_and_the_transaction_write_on() {
        ApplyResult result = apply(
                "V1__item.sql", CREATE,
                "V2__fill.sql", "INSERT INTO item VALUES (1, 5);",
                "afterEachMigrate.sql", "INSERT INTO item SELECT 2, 6 FROM pg_class WHERE relname = 'item';",
                "assertions/filled.sql", "SELECT 'nothing' WHERE NOT EXISTS (SELECT FROM item)",
                "assertions/listed/values.sql", "VALUES (1) EXCEPT SELECT id FROM item");

        assertThat(violation(result)).isEmpty();
        assertThat(Applying.applied(result)).hasSize(2);
        assertThat(database.query("SELECT id FROM item ORDER BY id")).containsExactly("1", "2", "2");
    }

    @Test
    void keeps_what_no_transaction_can_take_back_and_checks_again_when_it_is_redriven() {
        String[] bundle = {
            "V1__item.sql", CREATE + "INSERT INTO item VALUES (1, 0);",
            "V2__index.sql", "CREATE INDEX CONCURRENTLY item_id ON item (id);",
            "assertions/weights.sql", "SELECT FROM item WHERE weight = 0"
        };
        ApplyResult first = apply(bundle);
        ApplyResult second = applying.again(bundle);
        database.execute("UPDATE item SET weight = 1");
        ApplyResult third = applying.again(bundle);

        assertThat(violation(first)).isPresent();
        assertThat(Applying.applied(first)).hasSize(2);
        assertThat(violation(second)).isPresent();
        assertThat(violation(third)).isEmpty();
        assertThat(database.query("SELECT count(*) FROM skein.run WHERE applied_at IS NULL"))
                .containsExactly("0");
    }

    @Test
    void asks_nothing_where_nothing_is_pending() {
        apply("V1__item.sql", CREATE, "assertions/none.sql", "SELECT FROM item");
        database.execute("INSERT INTO item VALUES (1, 1)");

        ApplyResult result = apply("V1__item.sql", CREATE, "assertions/none.sql", "SELECT FROM item");

        assertThat(violation(result)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT write_one()",
                "SELECT nextval('seen')",
                "SELECT set_config('transaction_read_only', 'off', true), write_one()"
            })
    void lets_no_assertion_write_by_a_detour(String query) {
        ApplyResult result = apply(
                "V1__item.sql",
                CREATE + """
                CREATE SEQUENCE seen;
                CREATE FUNCTION write_one() RETURNS int LANGUAGE sql AS 'INSERT INTO item VALUES (9, 9) RETURNING id';
                """,
                "V2__index.sql",
                "CREATE INDEX CONCURRENTLY item_id ON item (id);",
                "assertions/writes.sql",
                query + " OFFSET 0");

        assertThat(violation(result)).isPresent();
        assertThat(database.query("SELECT count(*) FROM item")).containsExactly("0");
        assertThat(database.query("SELECT is_called FROM seen")).containsExactly("f");
    }

    @Test
    void counts_no_more_rows_than_people_want_to_know_of() {
        ApplyResult result = apply(
                "V1__item.sql",
                CREATE + "INSERT INTO item SELECT i, 0 FROM generate_series(1, 5000) i;",
                "assertions/weights.sql",
                "SELECT id, id FROM item ORDER BY id -- all of them");

        assertThat(violation(result).orElseThrow().why()).contains("found 1,000 rows or more");
    }

    @Test
    void is_asked_in_the_targets_own_way_whatever_a_migration_has_set() {
        database.executeAsAdmin("GRANT pg_monitor TO " + database.name());
        ApplyResult result = apply(
                "V1__item.sql",
                CREATE + "CREATE SCHEMA other; CREATE TABLE other.item (id int); INSERT INTO other.item VALUES (1);"
                        + "SET search_path TO other; SET statement_timeout TO 0; SET ROLE pg_monitor;",
                "assertions/none.sql",
                "SELECT FROM item",
                "assertions/role.sql",
                "SELECT WHERE current_user <> session_user",
                "assertions/time.sql",
                "SELECT WHERE current_setting('statement_timeout') <> '1min'",
                "assertions/wait.sql",
                "SELECT WHERE current_setting('lock_timeout') <> '3s'");

        assertThat(violation(result)).isEmpty();
    }

    @Test
    void is_answered_for_a_refusal_with_what_postgresql_says() {
        ApplyResult result = apply(
                "V1__item.sql",
                CREATE + "INSERT INTO item VALUES (1, 0);",
                "assertions/division.sql",
                "SELECT FROM item WHERE 1 / weight = 1");

        Violation violation = violation(result).orElseThrow();
        assertThat(violation.why()).isEqualTo("the assertion cannot be checked");
        assertThat(violation.error()).extracting("sqlState").isEqualTo("22012");
        assertThat(database.query("SELECT to_regclass('item') IS NULL")).containsExactly("t");
    }

    private ApplyResult apply(String... scripts) {
        return applying.apply(ApplySettings.DEFAULT, scripts);
    }

    private static Optional<Violation> violation(ApplyResult result) {
        return result.match(new ApplyResult.Cases<>() {
            @Override
            public Optional<Violation> applied(ApplyResult.Applied applied) {
                return Optional.empty();
            }

            @Override
            public Optional<Violation> unchanged(ApplyResult.Unchanged unchanged) {
                return Optional.empty();
            }

            @Override
            public Optional<Violation> refused(ApplyResult.Refused refused) {
                throw new AssertionError(refused);
            }

            @Override
            public Optional<Violation> stopped(ApplyResult.Stopped stopped) {
                throw new AssertionError(stopped);
            }

            @Override
            public Optional<Violation> cancelled(ApplyResult.Cancelled cancelled) {
                throw new AssertionError(cancelled);
            }

            @Override
            public Optional<Violation> undecided(ApplyResult.Undecided undecided) {
                throw new AssertionError(undecided);
            }

            @Override
            public Optional<Violation> violated(ApplyResult.Violated violated) {
                return Optional.of(violated.violation());
            }
        });
    }
}
