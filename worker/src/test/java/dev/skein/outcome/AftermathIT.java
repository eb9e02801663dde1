package dev.skein.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.bundle.Bundle;
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
import dev.skein.target.TargetConnector;
import dev.skein.testing.TestBundle;
import dev.skein.testing.TestDatabase;
import dev.skein.testing.TestServer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** What is told of a target after an apply, and how little depends on it. */
class AftermathIT {
    private static final TargetConnector CONNECTOR = new TargetConnector(Duration.ofSeconds(10));

    private final TestDatabase database = TestServer.of(17).database();

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void is_published_again_for_a_worker_that_died_before_it_could_tell() {
        Bundle bundle = TestBundle.of(
                "V1__item.sql",
                "CREATE TABLE item (id int);",
                "V2__index.sql",
                "CREATE INDEX CONCURRENTLY item_id ON item (id);");
        SchemaKeeping schemas = (attempt, where, session) -> new PublishedSchema(attempt.number() + "/s.json", "");
        execute(bundle, schemas);

        OutcomeDocument second = execute(bundle, schemas);

        assertThat(second.status()).isEqualTo(Status.APPLIED);
        assertThat(second.text("/effectiveSchema/json")).isEqualTo("1/s.json");
        assertThat(second.at("/effectiveSchema/sql").isMissingNode()).isTrue();
    }

    @Test
    void does_not_endanger_the_outcome_where_the_bucket_is_away() {
        try (S3Client away = S3Client.builder()
                .endpointOverride(URI.create("http://127.0.0.1:1"))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            OutcomeDocument outcome = execute(
                    TestBundle.of(
                            "V1__item.sql",
                            "CREATE TABLE item (id int); ALTER TABLE item ADD CONSTRAINT heavy CHECK (id > 0) NOT VALID;"),
                    new SchemaStore(away, "nowhere"));

            assertThat(outcome.status()).isEqualTo(Status.APPLIED);
            assertThat(outcome.at("/effectiveSchema").isMissingNode()).isTrue();
            assertThat(outcome.text("/warnings/0/code")).isEqualTo("unvalidated-constraint");
            assertThat(outcome.text("/warnings/0/object")).isEqualTo("public.item.heavy");
            assertThat(outcome.text("/warnings/0/safe"))
                    .isEqualTo("ALTER TABLE public.item VALIDATE CONSTRAINT heavy;");
            assertThat(Alert.of(outcome)).contains("1 warning: see the outcome");
        }
    }

    @Test
    void tells_how_many_rows_broke_an_assertion_and_none_of_them() {
        OutcomeDocument outcome = execute(
                TestBundle.of(
                        "V1__item.sql",
                        "CREATE TABLE item (name text); INSERT INTO item VALUES ('secret one'), ('secret two');",
                        "assertions/cast.sql",
                        "SELECT name::int FROM item WHERE name::int > 0"),
                SchemaKeeping.NOWHERE);

        assertThat(outcome.status()).isEqualTo(Status.FAILED);
        assertThat(outcome.text("/problem/code")).isEqualTo("assertion-failed");
        assertThat(outcome.text("/problem/sqlState")).isEqualTo("22P02");
        assertThat(outcome.at("/problem/applied")).isEmpty();
        assertThat(outcome.json()).doesNotContain("secret");
        assertThat(database.query("SELECT to_regclass('item') IS NULL")).containsExactly("t");
    }

    private OutcomeDocument execute(Bundle bundle, SchemaKeeping schemas) {
        Attempt attempt = new Attempt(
                new RunId("orders/orders/1.0.0/v"),
                1,
                new Attempt.Upload(
                        "bundles/orders/orders/1.0.0.zip", "v", bundle.sha256(), UploadTime.of(Instant.EPOCH), ""),
                Attempt.Delivery.DIRECT,
                Instant.EPOCH);
        Planner planner = new Planner(CONNECTOR, Clock.systemUTC());
        Conclusion conclusion = new TargetRun(
                        CONNECTOR, planner, new Forgetful(), Oversight.of(new Forgetful()), schemas)
                .execute(attempt, new Reading.Accepted(bundle), where(), Ending.nowhere());
        return OutcomeWriter.write(attempt, conclusion, Instant.EPOCH);
    }

    private PlannedTarget where() {
        Duration limit = Duration.ofMinutes(2);
        return new PlannedTarget(
                database.target(),
                new PlanSettings(
                        DryRun.OFF,
                        limit,
                        new ShadowSettings(new ShadowServer.Same(), "", Seed.NONE, "/nowhere/pg_dump", limit),
                        ProbeLimits.DEFAULT,
                        Policy.DEFAULT));
    }
}
