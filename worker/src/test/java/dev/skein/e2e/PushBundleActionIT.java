package dev.skein.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The action that pushes and plans bundles, as people see it on GitHub. */
class PushBundleActionIT extends EndToEndTest {
    private static final String CREATE =
            "CREATE TABLE item (id int PRIMARY KEY, label text);\nINSERT INTO item VALUES (1, 'ada'), (2, 'ada');";
    private static final String UNIQUE =
            "-- No two alike.\n\nALTER TABLE item ADD CONSTRAINT item_label UNIQUE (label);";

    @TempDir
    Path repository;

    @BeforeEach
    void firstMigration() throws IOException {
        write("db/V1__create.sql", CREATE);
    }

    @Test
    void pushes_waits_and_summarizes_and_the_same_migrations_again_change_nothing() throws Exception {
        stage.worker();

        ActionRun.Result first = action().run();
        ActionRun.Result again = action().with("GITHUB_SHA", "another").run();

        assertThat(first.exitCode()).as(first.log()).isZero();
        assertThat(first.outputs())
                .containsEntry("status", "APPLIED")
                .hasEntrySatisfying("run", run -> assertThat(run).startsWith("orders/orders/1-"))
                .hasEntrySatisfying(
                        "outcome",
                        key -> assertThat(stage.object(key).path("status").asString())
                                .isEqualTo("APPLIED"));
        assertThat(first.summary())
                .contains("APPLIED  orders 1-")
                .contains("applied migrations/V1__create.sql")
                .contains("What changes");
        assertThat(first.commands()).isEmpty();
        assertThat(again.exitCode()).as(again.log()).isZero();
        assertThat(stage.sql("SELECT count(*) FROM flyway_schema_history")).containsExactly("1");
    }

    @Test
    void goes_red_with_a_remark_on_the_failing_line_and_shows_no_row() throws Exception {
        stage.worker();
        action().run();
        write("db/V2__unique.sql", UNIQUE);

        ActionRun.Result result = action().run();

        assertThat(result.exitCode()).as(result.log()).isEqualTo(10);
        assertThat(result.outputs()).containsEntry("status", "REJECTED");
        assertThat(result.commands())
                .anyMatch(command ->
                        command.startsWith("::error title=rows-break-unique,file=db/V2__unique.sql,line=3::"));
        assertThat(result.summary())
                .contains("REJECTED  orders 2-", "the database was not touched", "It is stopped", "Safe form:")
                .doesNotContain("id=1");
        assertThat(result.log()).contains("REJECTED  orders 2-").doesNotContain("id=1");
    }

    @Test
    void says_nothing_of_rows_when_postgresql_quotes_them() throws Exception {
        stage.worker();
        action().run();
        write("db/V2__fails.sql", "INSERT INTO item VALUES (3, 'x');\nSELECT ('secret' || label)::int FROM item;");

        ActionRun.Result result = action().run();

        assertThat(result.exitCode()).as(result.log()).isEqualTo(11);
        assertThat(result.commands())
                .singleElement()
                .asString()
                .startsWith("::error title=statement-failed,file=db/V2__fails.sql,line=2::");
        assertThat(result.log() + result.summary()).doesNotContain("secretada", "secretx");
    }

    @Test
    void keeps_one_comment_with_the_plan_and_applies_nothing() throws Exception {
        stage.worker();
        action().run();
        write("db/V2__log.sql", "CREATE TABLE log (id int PRIMARY KEY);");
        try (GitHubApi github = new GitHubApi()) {
            String marker = "<!-- skein plan of target orders -->";
            github.comment("User", marker + " copied by a person");
            for (int other = 0; other < 120; other++) {
                github.comment("User", "looks good");
            }

            ActionRun.Result applies = action().forPullRequest(github).run();
            write("db/V3__unique.sql", UNIQUE);
            ActionRun.Result stopped = action().forPullRequest(github).run();

            assertThat(applies.exitCode()).as(applies.log()).isZero();
            assertThat(applies.outputs()).containsEntry("status", "APPLY").containsKey("plan");
            assertThat(applies.summary()).contains("✅ would be applied: orders 2-");
            assertThat(stopped.exitCode()).as(stopped.log()).isEqualTo(10);
            assertThat(stopped.commands())
                    .anyMatch(command -> command.startsWith("::error title=rows-break-unique,file=db/V3__unique.sql"));
            assertThat(github.bodies()).hasSize(122);
            assertThat(github.bodies().get(0)).endsWith("copied by a person");
            assertThat(github.bodies().get(121))
                    .startsWith(marker + "\n\n<h3>❌ would be rejected: orders 3-")
                    .contains("commit <code>0123456789ab</code>")
                    .doesNotContain("id=1");
        }
        assertThat(stage.sql("SELECT to_regclass('log')")).containsExactly((String) null);
    }

    @Test
    void a_plan_that_needs_approval_is_no_fault_of_the_pull_request() throws Exception {
        stage.environment.put("SKEIN_TARGETS_ORDERS_POLICY", "drops-column=approve");
        stage.worker();
        action().run();
        write("db/V2__drop.sql", "ALTER TABLE item DROP COLUMN label;");
        try (GitHubApi github = new GitHubApi()) {
            ActionRun.Result planned = action().forPullRequest(github).run();
            ActionRun.Result pushed = action().run();

            assertThat(planned.exitCode()).as(planned.log()).isZero();
            assertThat(planned.outputs()).containsEntry("status", "APPROVE");
            assertThat(planned.commands())
                    .anyMatch(command ->
                            command.startsWith("::warning title=drops-column,file=db/V2__drop.sql,line=1::"));
            assertThat(github.bodies()).singleElement().asString().contains("A person has to agree");
            assertThat(pushed.exitCode()).as(pushed.log()).isEqualTo(12);
            assertThat(pushed.outputs()).containsEntry("status", "AWAITING_APPROVAL");
            assertThat(pushed.summary()).contains("skein approve --run ");
        }
    }

    @Test
    void a_comment_that_github_does_not_take_is_a_warning_and_the_plan_counts() throws Exception {
        stage.worker();
        try (GitHubApi github = new GitHubApi()) {
            ActionRun.Result result = action().forPullRequest(github)
                    .with("GITHUB_TOKEN", "ghs_of_a_fork")
                    .run();

            assertThat(result.exitCode()).as(result.log()).isZero();
            assertThat(result.commands())
                    .singleElement()
                    .asString()
                    .startsWith("::warning title=skein::no comment: GitHub answered POST")
                    .contains("403")
                    .contains("pull-requests: write");
            assertThat(result.log()).doesNotContain("ghs_of_a_fork");
        }
    }

    @Test
    void hostile_names_and_scripts_give_the_runner_no_commands() throws Exception {
        stage.worker();
        String name = "V2__x,title=y::z%0A::add-mask::a$(touch pwned)`id`.sql";
        write("db/" + name, "SELECT\n::stop-commands::x,\n##[add-path]/tmp;");

        ActionRun.Result result = action().run();

        assertThat(result.exitCode()).as(result.log()).isEqualTo(10);
        assertThat(result.commands())
                .allMatch(command -> command.matches("::error title=[a-z-]+(,file=[^:]*,line=\\d+)?::.*"));
        assertThat(result.commands()).isNotEmpty();
        assertThat(repository.resolve("pwned")).doesNotExist();
        assertThat(result.summary().lines().filter(line -> !line.isEmpty()))
                .allMatch(line -> line.startsWith("<div><pre>"));
    }

    @Test
    void a_folder_that_makes_no_bundle_is_remarked_file_by_file_and_told_in_the_comment() throws Exception {
        write("db/v2_lower.sql", "SELECT 1;");
        write("db/V3__empty.sql", "");
        try (GitHubApi github = new GitHubApi()) {
            ActionRun.Result result = action().forPullRequest(github).run();

            assertThat(result.exitCode()).as(result.log()).isEqualTo(10);
            assertThat(result.outputs()).containsEntry("status", "REJECTED");
            assertThat(result.commands())
                    .anyMatch(command ->
                            command.startsWith("::error title=bad-migration-name,file=db/v2_lower.sql,line=1::"))
                    .anyMatch(command ->
                            command.startsWith("::error title=empty-migration,file=db/V3__empty.sql,line=1::"));
            assertThat(github.bodies()).singleElement().asString().contains("bad-migration-name");
        }
    }

    @Test
    void no_outcome_in_time_is_told_as_such() throws Exception {
        ActionRun.Result result = action().with("INPUT_TIMEOUT", "2s").run();

        assertThat(result.exitCode()).as(result.log()).isEqualTo(13);
        assertThat(result.outputs()).containsEntry("status", "NO_OUTCOME");
        assertThat(result.commands())
                .singleElement()
                .asString()
                .startsWith("::error title=skein::no outcome of run orders/orders/1-");
    }

    @Test
    void a_jar_with_another_checksum_is_not_run() throws Exception {
        ActionRun.Result result =
                action().with("INPUT_JAR_SHA256", "0".repeat(64)).run();

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.commands()).singleElement().asString().startsWith("::error title=skein::the SHA-256 of ");
    }

    @Test
    void a_wrong_input_is_one_sentence() throws Exception {
        ActionRun.Result mode =
                action().with("INPUT_MODE", "apply\n::add-mask::x").run();
        ActionRun.Result target = action().with("INPUT_TARGET", "No Target").run();

        assertThat(mode.exitCode()).isEqualTo(2);
        assertThat(mode.commands()).containsExactly("::error title=skein::mode: expected push or plan");
        assertThat(target.exitCode()).isEqualTo(2);
        assertThat(target.commands())
                .singleElement()
                .asString()
                .startsWith("::error title=skein::--target: expected the form");
    }

    private ActionRun action() throws IOException {
        return new ActionRun(stage, repository);
    }

    private void write(String path, String text) throws IOException {
        Path file = repository.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
