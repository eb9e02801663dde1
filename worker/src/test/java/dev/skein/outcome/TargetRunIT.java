package dev.skein.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.bundle.Reading;
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
import dev.skein.target.Target;
import dev.skein.target.TargetConnector;
import dev.skein.testing.PgBouncer;
import dev.skein.testing.TestBundle;
import dev.skein.testing.TestDatabase;
import dev.skein.testing.TestServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a run says of a target that cannot be applied to as it is. */
class TargetRunIT {
    private final TestDatabase database = TestServer.of(17).database();
    private final Attempt attempt = new Attempt(
            new RunId("orders/orders/1.0.0/v1"),
            1,
            new Attempt.Upload("bundles/orders/orders/1.0.0.zip", "v1", "", UploadTime.of(Instant.EPOCH), ""),
            Attempt.Delivery.DIRECT,
            Instant.EPOCH);

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void a_pool_in_transaction_mode_is_a_code_of_its_own() {
        try (PgBouncer pooler = PgBouncer.start(database, "pool_mode = transaction")) {
            OutcomeDocument outcome = run(pooler.of(database.target()));

            assertThat(outcome.status()).isEqualTo(Status.FAILED);
            assertThat(outcome.problemCode()).contains("pooler-transaction-mode");
            assertThat(outcome.text("/problem/remedy")).contains("session mode");
            assertThat(outcome.tree().at("/problem/applied").isMissingNode()).isTrue();
        }
    }

    @Test
    void a_pool_in_session_mode_is_planned_and_applied_through() {
        try (PgBouncer pooler = PgBouncer.start(database, "pool_mode = session")) {
            OutcomeDocument outcome = run(pooler.of(database.target()));

            assertThat(outcome.status()).as(outcome.json()).isEqualTo(Status.APPLIED);
        }
        assertThat(database.query("SELECT count(*) FROM pg_database WHERE datname LIKE 'skein\\_shadow\\_%'"))
                .containsExactly("0");
    }

    @Test
    void a_schema_skein_of_somebody_else_is_rejected_before_it_is_looked_into() {
        database.executeAsAdmin("CREATE SCHEMA skein");

        OutcomeDocument outcome = run(database.target());

        assertThat(outcome.status()).isEqualTo(Status.REJECTED);
        assertThat(outcome.problemCode()).contains("skein-schema-missing");
    }

    private OutcomeDocument run(Target target) {
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
        Reading reading = new Reading.Accepted(TestBundle.of("V1__a.sql", "CREATE TABLE a (id int);"));
        return OutcomeWriter.write(
                attempt,
                run.execute(attempt, reading, new PlannedTarget(target, settings), Ending.nowhere()),
                Instant.EPOCH);
    }
}
