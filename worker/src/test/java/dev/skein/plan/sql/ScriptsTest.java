package dev.skein.plan.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.skein.bundle.Bundle;
import dev.skein.testing.TestBundle;
import java.util.List;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;

class ScriptsTest {
    @Test
    void numbers_the_statements_and_tells_on_which_line_each_begins_after_its_comments() {
        try (Bundle bundle = TestBundle.of("V1__a.sql", """
                -- the first
                CREATE TABLE a (x text DEFAULT ';');

                CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$
                BEGIN
                  RETURN 1;
                END $$; SELECT f();
                """)) {
            assertThat(Scripts.read(bundle, "migrations/V1__a.sql"))
                    .extracting(
                            SqlStatement::number,
                            SqlStatement::line,
                            statement -> statement.text().lines().count())
                    .containsExactly(tuple(1, 2, 2L), tuple(2, 4, 4L), tuple(3, 7, 1L));
        }
    }

    @Test
    void keeps_the_rows_of_a_copy_out_of_what_follows() {
        try (Bundle bundle = TestBundle.of("V1__a.sql", """
                COPY t (a, b) FROM STDIN;
                1\tDROP TABLE t;
                2\tALTER SYSTEM RESET ALL;
                \\.
                SELECT 1;
                """)) {
            assertThat(Scripts.read(bundle, "migrations/V1__a.sql"))
                    .extracting(SqlStatement::text)
                    .containsExactly("COPY t (a, b) FROM STDIN", "SELECT 1");
        }
    }

    @Test
    void takes_placeholders_for_plain_sql_where_the_bundle_has_none() {
        try (Bundle bundle = TestBundle.of("V1__a.sql", "SELECT '${name} ${flyway:user}';")) {
            assertThat(Scripts.read(bundle, List.of("migrations/V1__a.sql")))
                    .extracting(SqlStatement::text)
                    .containsExactly("SELECT '${name} ${flyway:user}'");
        }
    }

    @Test
    void leaves_what_belongs_to_the_target_and_refuses_a_placeholder_without_value() {
        try (Bundle bundle = TestBundle.of(
                "V1__a.sql", "SELECT '${flyway:filename}, ${flyway:user}';",
                "V1__a.sql.conf", "placeholderReplacement=true",
                "V2__b.sql", "SELECT '${nothing}';",
                "V2__b.sql.conf", "placeholderReplacement=true")) {
            assertThat(Scripts.read(bundle, "migrations/V1__a.sql"))
                    .extracting(SqlStatement::text)
                    .containsExactly("SELECT 'V1__a.sql, ${flyway:user}'");
            assertThatThrownBy(() -> Scripts.read(bundle, "migrations/V2__b.sql"))
                    .isInstanceOf(FlywayException.class)
                    .hasStackTraceContaining("${nothing}");
        }
    }

    @Test
    void reads_a_script_that_mixes_what_flyway_would_not_run_together() {
        try (Bundle bundle =
                TestBundle.of("V1__a.sql", "CREATE TABLE t (a int); CREATE INDEX CONCURRENTLY i ON t (a);")) {
            assertThat(Scripts.read(bundle, "migrations/V1__a.sql")).hasSize(2);
        }
    }
}
