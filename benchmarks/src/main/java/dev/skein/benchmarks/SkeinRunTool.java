package dev.skein.benchmarks;

import dev.skein.bundle.Bundle;
import dev.skein.bundle.BundleKey;
import dev.skein.bundle.Reading;
import dev.skein.intake.UploadTime;
import dev.skein.outcome.Attempt;
import dev.skein.outcome.Conclusion;
import dev.skein.outcome.Ending;
import dev.skein.outcome.OutcomeDocument;
import dev.skein.outcome.OutcomeWriter;
import dev.skein.outcome.Oversight;
import dev.skein.outcome.RunId;
import dev.skein.outcome.SchemaKeeping;
import dev.skein.outcome.Status;
import dev.skein.outcome.TargetRun;
import dev.skein.plan.PlanSettings;
import dev.skein.plan.PlannedTarget;
import dev.skein.plan.Planner;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** A whole run of Skein's in this warm process, from the login to the outcome; only the bucket is in memory. */
final class SkeinRunTool implements Tool {
    private final LearntBundle learnt = new LearntBundle();
    private final PlanSettings settings;

    SkeinRunTool(PlanSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "Skein, whole run with plan, warm";
    }

    @Override
    public void learn(Migrations migrations) throws IOException {
        learnt.learn(migrations);
    }

    @Override
    public void migrate(Arena database) {
        Bundle bundle = learnt.bundle();
        BundleKey key = new BundleKey("load", bundle.id());
        String id = UUID.randomUUID().toString();
        Attempt attempt = new Attempt(
                RunId.of(key, id),
                1,
                new Attempt.Upload(key.path(), id, bundle.sha256(), UploadTime.of(Instant.now()), ""),
                Attempt.Delivery.DIRECT,
                Instant.now());
        Clock clock = Clock.systemUTC();
        Conclusion conclusion = new TargetRun(
                        LoadDatabase.CONNECTOR,
                        new Planner(LoadDatabase.CONNECTOR, clock),
                        new KeptPlans(),
                        Oversight.of(new NoBoard()),
                        SchemaKeeping.NOWHERE)
                .execute(
                        attempt,
                        new Reading.Accepted(bundle),
                        new PlannedTarget(database.target(), settings),
                        Ending.nowhere());
        OutcomeDocument outcome = OutcomeWriter.write(attempt, conclusion, clock.instant());
        if (outcome.status() != Status.APPLIED && outcome.status() != Status.UNCHANGED) {
            throw new IllegalStateException(outcome.json());
        }
    }
}
