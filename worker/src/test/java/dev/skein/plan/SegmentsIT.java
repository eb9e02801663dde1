package dev.skein.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.bundle.Bundle;
import dev.skein.plan.segment.Segment;
import dev.skein.testing.TestBundle;
import dev.skein.testing.TestDatabase;
import dev.skein.testing.TestServer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a plan says of transactions. */
class SegmentsIT {
    private static final String CREATE = "CREATE TYPE mood AS ENUM ('sad'); CREATE TABLE person (id int, mood mood);";

    private final TestDatabase database = TestServer.of(17).database();
    private final Bundle bundle = TestBundle.of(
            "V1__create.sql",
            CREATE,
            "V2__more.sql",
            "ALTER TYPE mood ADD VALUE 'happy';",
            "V3__use.sql",
            "BEGIN; ALTER TABLE person ALTER mood SET DEFAULT 'happy'; COMMIT;",
            "V4__index.sql",
            "CREATE INDEX CONCURRENTLY person_id ON person (id);",
            "V5__comment.sql",
            "COMMENT ON TABLE person IS 'people';",
            "R__view.sql",
            "CREATE OR REPLACE VIEW people AS SELECT id FROM person;");

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void finds_out_by_trying_where_a_commit_is_needed_and_says_why() {
        Applied.to(database, TestBundle.of("V1__create.sql", CREATE));

        Plan plan = Planning.by(DryRun.SHADOW).plan(database, bundle);

        List<Segment> segments =
                plan.effect().segments().stream().map(PlannedSegment::segment).toList();
        assertThat(plan.verdict()).isEqualTo(Verdict.APPLY);
        assertThat(segments.stream().map(Segment::files))
                .containsExactly(
                        List.of("migrations/V2__more.sql"),
                        List.of("migrations/V3__use.sql"),
                        List.of("migrations/V4__index.sql"),
                        List.of("migrations/V5__comment.sql", "migrations/R__view.sql"));
        assertThat(segments.get(1).reason()).contains("needs a commit before it", "unsafe use of new value");
        assertThat(segments.get(2).reason()).contains("CREATE INDEX CONCURRENTLY cannot run in a transaction");
        assertThat(PlanDocument.of(plan).cuts()).containsOnlyKeys("migrations/V3__use.sql");
    }

    @Test
    void cannot_tell_on_the_target_what_comes_after_a_commit() {
        Applied.to(database, TestBundle.of("V1__create.sql", CREATE));

        Plan plan = Planning.by(DryRun.IN_PLACE).plan(database, bundle);

        assertThat(plan.findings().problems()).isEmpty();
        assertThat(plan.findings().inconclusive()).anySatisfy(inconclusive -> {
            assertThat(inconclusive.statement().file()).isEqualTo("migrations/V3__use.sql");
            assertThat(inconclusive.why()).contains("needs a commit before it");
        });
    }

    @Test
    void refuses_a_migration_of_which_only_a_part_can_be_in_a_transaction() {
        Bundle mixed = TestBundle.of(
                "V1__create.sql",
                CREATE,
                "V2__mixed.sql",
                "SELECT 1;\nCREATE INDEX CONCURRENTLY person_id ON person (id);");

        Plan plan = Planning.by(DryRun.SHADOW).plan(database, mixed);

        assertThat(plan.verdict()).isEqualTo(Verdict.REJECT);
        PlanProblem problem = plan.findings().problems().get(0);
        assertThat(problem.code()).isEqualTo("mixed-migration");
        assertThat(problem.place().line()).isEqualTo(2);
    }

    @Test
    void cuts_where_one_transaction_would_take_up_the_locks_of_the_server() {
        Bundle large = TestBundle.of(
                "V1__a.sql",
                tables("a"),
                "V2__b.sql",
                tables("b"),
                "V3__c.sql",
                tables("c"),
                "V4__d.sql",
                "CREATE TABLE last (id int);");

        Plan plan = Planning.by(DryRun.SHADOW).plan(database, large);

        assertThat(plan.effect().segments()).hasSizeBetween(2, 3);
        assertThat(plan.effect().segments().get(1).segment().reason())
                .matches("with it the transaction would hold \\d{4} locks.*");
    }

    private static String tables(String prefix) {
        return IntStream.range(0, 400)
                .mapToObj(i -> "CREATE TABLE " + prefix + i + " (id int PRIMARY KEY, label text);")
                .collect(Collectors.joining("\n"));
    }
}
