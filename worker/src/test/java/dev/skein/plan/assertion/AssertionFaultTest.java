package dev.skein.plan.assertion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.bundle.Bundle;
import dev.skein.testing.TestBundle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssertionFaultTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 1; SELECT 2;               | holds more than one statement",
                "SELECT (SELECT 1; SELECT 2)       | holds more than one statement",
                "-- nothing                        | holds no statement",
                "DO $$ BEGIN END $$                | is no query, but DO",
                "COPY item TO STDOUT               | is no query, but COPY",
                "EXPLAIN ANALYZE SELECT 1          | is no query, but EXPLAIN",
                "EXECUTE prepared                  | is no query, but EXECUTE",
                "INSERT INTO item VALUES (1)       | is no query, but INSERT",
                "WITH a AS (SELECT 1) DELETE FROM item                      | is no query, but DELETE",
                "WITH a AS (DELETE FROM item RETURNING 1) SELECT * FROM a   | writes",
                "SELECT 1 INTO other               | writes",
                "SELECT * FROM item FOR UPDATE     | locks rows",
                "SELECT * FROM item FOR NO KEY UPDATE | locks rows"
            })
    void refuses_what_is_not_one_query_that_reads(String sql, String why) {
        try (Bundle bundle = bundle(sql)) {
            assertThat(Assertion.faults(bundle)).extracting(AssertionFault::why).containsExactly(why);
            assertThat(Assertion.of(bundle)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'a;b' WHERE false;",
                "(SELECT 1) EXCEPT (SELECT 2)",
                "WITH a AS (SELECT 1) SELECT * FROM a",
                "WITH RECURSIVE a(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM a WHERE n < 9) TABLE a",
                "VALUES (1)",
                "TABLE item",
                "SELECT substring(name FROM 2 FOR 3), \"update\" FROM item -- for update"
            })
    void takes_every_form_of_query(String sql) {
        try (Bundle bundle = bundle(sql)) {
            assertThat(Assertion.faults(bundle)).isEmpty();
            assertThat(Assertion.of(bundle)).hasSize(1);
        }
    }

    private static Bundle bundle(String sql) {
        return TestBundle.of("V1__item.sql", "CREATE TABLE item (id int);", "assertions/one.sql", sql);
    }
}
