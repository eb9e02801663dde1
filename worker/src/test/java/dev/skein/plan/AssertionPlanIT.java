package dev.skein.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.testing.TestBundle;
import dev.skein.testing.TestDatabase;
import dev.skein.testing.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a plan finds out of assertions. */
class AssertionPlanIT {
    private static final String CREATE = "CREATE TABLE item (id int, weight int);";

    private final TestDatabase database = TestServer.of(17).database();

    @AfterEach
    void drop() {
        database.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = DryRun.class,
            names = {"SHADOW", "IN_PLACE"})
    void refuses_one_that_does_not_fit_what_the_migrations_make(DryRun dryRun) {
        Plan plan = plan(dryRun, "assertions/weights.sql", "\nSELECT FROM item\nWHERE wight < 0");

        assertThat(plan.verdict()).isEqualTo(Verdict.REJECT);
        assertThat(plan.findings().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("bad-assertion");
            assertThat(problem.message()).contains("column \"wight\" does not exist");
            assertThat(problem.place().file()).isEqualTo("assertions/weights.sql");
            assertThat(problem.place().line()).isEqualTo(2);
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = DryRun.class,
            names = {"SHADOW", "IN_PLACE"})
    void does_not_ask_whether_one_holds(DryRun dryRun) {
        Plan plan = plan(dryRun, "assertions/never.sql", "SELECT id FROM item UNION ALL VALUES (1)");

        assertThat(plan.verdict()).isEqualTo(Verdict.APPLY);
        assertThat(plan.findings().inconclusive()).isEmpty();
    }

    @Test
    void refuses_one_that_is_no_query_and_says_where_it_stands() {
        Plan plan = plan(DryRun.SHADOW, "assertions/two.sql", "SELECT 1;\nSELECT 2;");

        assertThat(plan.findings().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("bad-assertion");
            assertThat(problem.place()).isEqualTo(new PlanProblem.Place("assertions/two.sql", 2, "SELECT 2"));
        });
    }

    @Test
    void judges_what_reaches_past_the_database() {
        Plan plan = plan(DryRun.SHADOW, "assertions/end.sql", "SELECT pg_terminate_backend(1)");

        assertThat(plan.verdict()).isEqualTo(Verdict.REJECT);
        assertThat(plan.findings().hazards())
                .singleElement()
                .satisfies(judged -> assertThat(judged.hazard().statement())
                        .extracting("file")
                        .isEqualTo("assertions/end.sql"));
    }

    @Test
    void cannot_tell_of_one_that_names_what_could_not_be_tried() {
        Plan plan = plan(
                DryRun.SHADOW,
                "V2__more.sql",
                "CREATE TABLE more AS SELECT 1 / count(*) AS share FROM item;",
                "assertions/more.sql",
                "SELECT FROM more");

        assertThat(plan.findings().problems()).isEmpty();
        assertThat(plan.findings().inconclusive())
                .extracting(one -> one.statement().file())
                .containsExactly("migrations/V2__more.sql", "assertions/more.sql");
    }

    private Plan plan(DryRun dryRun, String... scripts) {
        String[] all = new String[scripts.length + 2];
        all[0] = "V1__item.sql";
        all[1] = CREATE;
        System.arraycopy(scripts, 0, all, 2, scripts.length);
        return Planning.by(dryRun).plan(database, TestBundle.of(all));
    }
}
