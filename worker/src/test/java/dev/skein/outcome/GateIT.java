package dev.skein.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.bundle.Bundle;
import dev.skein.intake.UploadTime;
import dev.skein.plan.DryRun;
import dev.skein.plan.Plan;
import dev.skein.plan.PlanDocument;
import dev.skein.plan.PlanSettings;
import dev.skein.plan.PlannedTarget;
import dev.skein.plan.Planner;
import dev.skein.plan.hazard.Policy;
import dev.skein.plan.probe.ProbeLimits;
import dev.skein.plan.shadow.Seed;
import dev.skein.plan.shadow.ShadowServer;
import dev.skein.plan.shadow.ShadowSettings;
import dev.skein.target.TargetConnector;
import dev.skein.target.TargetSession;
import dev.skein.testing.TestBundle;
import dev.skein.testing.TestDatabase;
import dev.skein.testing.TestServer;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a plan says of rows stays in the plan. */
class GateIT {
    private final TestDatabase database = TestServer.of(17).database();
    private final Attempt attempt = new Attempt(
            new RunId("orders/orders/1.0.0/v1"),
            1,
            new Attempt.Upload("targets/orders/orders-1.0.0.zip", "v1", "", UploadTime.of(Instant.EPOCH), ""),
            Attempt.Delivery.DIRECT,
            Instant.EPOCH);

    @AfterEach
    void drop() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            22P02 | ALTER TABLE customer ALTER COLUMN email TYPE int USING email::int
            23505 | CREATE UNIQUE INDEX ON customer (email)
            P0001 | DO $$ BEGIN RAISE EXCEPTION 'see %', (SELECT email FROM customer LIMIT 1); END $$
            42P01 | DO $$ BEGIN RAISE undefined_table USING MESSAGE = (SELECT email FROM customer LIMIT 1); END $$
            """)
    void keeps_values_of_rows_out_of_the_outcome(String sqlState, String migration) throws SQLException {
        database.execute(
                "CREATE SCHEMA shop",
                "CREATE TABLE shop.customer (email text)",
                "INSERT INTO shop.customer VALUES ('secret'), ('secret')");
        Plan plan = plan(TestBundle.of("V1__a.sql", migration.replace("customer", "shop.customer")));

        Outcome outcome = new Gate(new Forgetful(), attempt).close(plan).orElseThrow();

        String document = OutcomeWriter.write(attempt, Conclusion.of(outcome), Instant.EPOCH)
                .json();
        assertThat(PlanDocument.of(plan).json()).contains("secret");
        assertThat(document).doesNotContain("secret").contains(sqlState, "V1__a.sql");
    }

    private Plan plan(Bundle bundle) throws SQLException {
        TargetConnector connector = new TargetConnector(Duration.ofSeconds(10));
        Duration limit = Duration.ofMinutes(1);
        PlanSettings settings = new PlanSettings(
                DryRun.IN_PLACE,
                limit,
                new ShadowSettings(new ShadowServer.Same(), "", Seed.NONE, "", limit),
                ProbeLimits.DEFAULT,
                Policy.DEFAULT);
        try (TargetSession session = connector.open(database.target(), "test")) {
            return new Planner(connector, Clock.systemUTC())
                    .plan(bundle, new PlannedTarget(database.target(), settings), session);
        }
    }
}
