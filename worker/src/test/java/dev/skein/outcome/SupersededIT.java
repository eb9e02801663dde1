package dev.skein.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.bundle.BundleId;
import dev.skein.bundle.BundleReader;
import dev.skein.bundle.Reading;
import dev.skein.intake.Sequencer;
import dev.skein.intake.UploadTime;
import dev.skein.plan.DryRun;
import dev.skein.plan.PlanSettings;
import dev.skein.plan.PlannedTarget;
import dev.skein.plan.Planner;
import dev.skein.plan.hazard.Policy;
import dev.skein.plan.probe.ProbeLimits;
import dev.skein.plan.shadow.Seed;
import dev.skein.plan.shadow.ShadowServer;
import dev.skein.plan.shadow.ShadowSettings;
import dev.skein.target.TargetConnector;
import dev.skein.testing.TestBundle;
import dev.skein.testing.TestDatabase;
import dev.skein.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which of two uploads is the newer one, and that the older one changes nothing. */
class SupersededIT {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static final String[] FIRST = {"V1__a.sql", "CREATE TABLE a (id int);"};
    private static final String[] SECOND = {
        "V1__a.sql", "CREATE TABLE a (id int);", "V2__b.sql", "CREATE TABLE b (id int);"
    };

    private final TestDatabase database = TestServer.of(17).database();

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void an_older_upload_changes_no_view_runs_no_callback_and_trips_over_no_checksum() {
        applied(run(
                "2/v2",
                UploadTime.of(NOON.plusSeconds(1)),
                "V1__a.sql",
                "CREATE TABLE heard (id int);",
                "R__v.sql",
                "CREATE OR REPLACE VIEW v AS SELECT 2 AS one;",
                "afterMigrate.sql",
                "INSERT INTO heard VALUES (2);"));

        OutcomeDocument older = run(
                "1/v1",
                UploadTime.of(NOON),
                "V1__a.sql",
                "CREATE TABLE heard (id bigint);",
                "R__v.sql",
                "CREATE OR REPLACE VIEW v AS SELECT 1 AS one;",
                "beforeMigrate.sql",
                "INSERT INTO heard VALUES (1);",
                "afterMigrate.sql",
                "INSERT INTO heard VALUES (1);",
                "afterMigrateError.sql",
                "INSERT INTO heard VALUES (1);");

        superseded(older, "2");
        assertThat(database.query("SELECT one FROM v")).containsExactly("2");
        assertThat(database.query("SELECT id FROM heard")).containsExactly("2");
        assertThat(database.query("SELECT count(*) FROM flyway_schema_history")).containsExactly("2");
        assertThat(database.query("SELECT count(*) FROM skein.run")).containsExactly("1");
    }

    @Test
    void an_older_upload_is_rejected_for_what_the_later_one_lacks() {
        applied(run("2/v2", UploadTime.of(NOON.plusSeconds(1)), "V1__a.sql", "CREATE TABLE a (id int);"));

        OutcomeDocument older = run(
                "1/v1",
                UploadTime.of(NOON),
                "V1__a.sql",
                "CREATE TABLE a (id int);",
                "V1_1__of_another_branch.sql",
                "CREATE TABLE b (id int);");

        assertThat(older.status()).as(older.json()).isEqualTo(Status.REJECTED);
        assertThat(older.text("/problem/code")).isEqualTo("later-upload-lacks");
        assertThat(older.text("/problem/message"))
                .isEqualTo(
                        "migrations/V1_1__of_another_branch.sql is not in the database, and a later upload, version 2,"
                                + " was applied without it");
        assertThat(older.at("/problems").size()).isEqualTo(1);
        assertThat(database.query("SELECT to_regclass('b') IS NULL")).containsExactly("t");
    }

    @Test
    void a_history_lacks_nothing_that_its_baseline_stands_for() {
        applied(run("2/v2", UploadTime.of(NOON.plusSeconds(1)), "V2__b.sql", "CREATE TABLE b (id int);"));
        database.execute(
                "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, installed_by,"
                        + " execution_time, success) VALUES (0, '1.1', 'base', 'BASELINE', 'base', 'x', 0, true)");

        OutcomeDocument older = run(
                "1/v1",
                UploadTime.of(NOON),
                "V1__a.sql",
                "CREATE TABLE a (id int);",
                "V2_0__b.sql",
                "CREATE TABLE b (id int);");

        superseded(older, "2");
    }

    @Test
    void the_sequencer_tells_apart_what_came_to_one_key_in_one_second() {
        applied(run("1/v2", new UploadTime(NOON, new Sequencer("0055AED6DCD90281E5")), SECOND));

        superseded(run("1/v1", new UploadTime(NOON, new Sequencer("0055AED6DCD90281E4")), SECOND), "1");
        // Shorter, and later all the same: padded with zeros on the right, it is compared as text.
        assertThat(run("1/v3", new UploadTime(NOON, new Sequencer("0056")), SECOND)
                        .status())
                .isEqualTo(Status.UNCHANGED);
    }

    @Test
    void across_keys_the_sequencer_says_nothing() {
        applied(run("1/v1", new UploadTime(NOON, new Sequencer("FF")), FIRST));

        applied(run("2/v2", new UploadTime(NOON, new Sequencer("01")), SECOND));
    }

    @Test
    void the_time_decides_where_a_sequencer_is_not_known() {
        applied(run("1/v2", new UploadTime(NOON.plusSeconds(1), new Sequencer("01")), SECOND));

        superseded(run("1/v1", UploadTime.of(NOON), FIRST), "1");
    }

    @Test
    void a_table_that_an_older_worker_made_gets_what_it_lacks_when_the_next_run_is_noted() {
        applied(run("1/v1", UploadTime.of(NOON), FIRST));
        database.execute("ALTER TABLE skein.run DROP upload_key, DROP sequencer");
        superseded(run("0/v0", new UploadTime(NOON.minusSeconds(1), new Sequencer("02")), FIRST), "1");
        assertThat(columns()).isEmpty();

        applied(run("2/v2", new UploadTime(NOON.plusSeconds(1), new Sequencer("0a")), SECOND));

        assertThat(columns()).containsExactly("sequencer", "upload_key");
        assertThat(database.query(
                        "SELECT concat_ws(' ', run_id, upload_key, sequencer) FROM skein.run ORDER BY begun_at"))
                .containsExactly("orders/orders/1/v1", "orders/orders/2/v2 bundles/orders/orders/2.zip 0A");
    }

    @Test
    void a_role_that_does_not_own_such_a_table_does_without() {
        applied(run("1/v1", UploadTime.of(NOON), FIRST));
        database.execute("ALTER TABLE skein.run DROP upload_key, DROP sequencer");
        database.executeAsAdmin(
                "ALTER SCHEMA skein OWNER TO postgres",
                "ALTER TABLE skein.run OWNER TO postgres",
                "GRANT USAGE ON SCHEMA skein TO " + database.name(),
                "GRANT SELECT, INSERT, UPDATE ON skein.run TO " + database.name());

        applied(run("2/v2", new UploadTime(NOON.plusSeconds(1), new Sequencer("0A")), SECOND));

        assertThat(columns()).isEmpty();
        superseded(run("0/v0", UploadTime.of(NOON), FIRST), "2");
    }

    private List<String> columns() {
        return database.query("SELECT attname FROM pg_attribute WHERE attrelid = 'skein.run'::regclass"
                + " AND attname IN ('upload_key', 'sequencer') ORDER BY 1");
    }

    private static void applied(OutcomeDocument outcome) {
        assertThat(outcome.status()).as(outcome.json()).isEqualTo(Status.APPLIED);
    }

    private static void superseded(OutcomeDocument outcome, String by) {
        assertThat(outcome.status()).as(outcome.json()).isEqualTo(Status.UNCHANGED);
        assertThat(outcome.text("/reason")).isEqualTo("superseded");
        assertThat(outcome.text("/supersededBy")).isEqualTo(by);
    }

    /** @param version of the key and of the object */
    private OutcomeDocument run(String version, UploadTime uploaded, String... scripts) {
        String key = "bundles/orders/orders/" + version.split("/", 2)[0] + ".zip";
        Attempt attempt = new Attempt(
                new RunId("orders/orders/" + version),
                1,
                new Attempt.Upload(key, version, "", uploaded, ""),
                Attempt.Delivery.DIRECT,
                Instant.EPOCH);
        TargetConnector connector = new TargetConnector(Duration.ofSeconds(10));
        Duration limit = Duration.ofMinutes(1);
        PlanSettings settings = new PlanSettings(
                DryRun.SHADOW,
                limit,
                new ShadowSettings(new ShadowServer.Same(), "", Seed.NONE, "/nowhere/pg_dump", limit),
                ProbeLimits.DEFAULT,
                Policy.DEFAULT);
        Forgetful nothing = new Forgetful();
        TargetRun run = new TargetRun(
                connector,
                new Planner(connector, Clock.systemUTC()),
                nothing,
                Oversight.of(nothing),
                SchemaKeeping.NOWHERE);
        Reading reading = bundle(version.split("/", 2)[0], scripts);
        return OutcomeWriter.write(
                attempt,
                run.execute(attempt, reading, new PlannedTarget(database.target(), settings), Ending.nowhere()),
                Instant.EPOCH);
    }

    private static Reading bundle(String version, String... scripts) {
        try {
            Path folder = Files.createTempDirectory("skein-superseded");
            for (int i = 0; i < scripts.length; i += 2) {
                Files.writeString(folder.resolve(scripts[i]), scripts[i + 1]);
            }
            return BundleReader.read(TestBundle.archive(new BundleId("orders", version), folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
