package dev.skein.plan;

import dev.skein.bundle.Bundle;
import dev.skein.plan.hazard.Policy;
import dev.skein.plan.probe.ProbeLimits;
import dev.skein.plan.shadow.Seed;
import dev.skein.plan.shadow.ShadowServer;
import dev.skein.plan.shadow.ShadowSettings;
import dev.skein.target.TargetConnector;
import dev.skein.target.TargetSession;
import dev.skein.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;

/**
 * Plans bundles in tests.
 *
 * @param pgDump the path of pg_dump; one that is not there has the shadow be made by replay
 */
record Planning(DryRun dryRun, Policy policy, Duration timeout, String pgDump) {
    /** There is no such program, so a shadow is made by replay. */
    static final String NO_PG_DUMP = "/nowhere/pg_dump";

    static Planning by(DryRun dryRun) {
        return new Planning(dryRun, Policy.DEFAULT, Duration.ofMinutes(2), NO_PG_DUMP);
    }

    Planning with(Policy other) {
        return new Planning(dryRun, other, timeout, pgDump);
    }

    Planning within(Duration other) {
        return new Planning(dryRun, policy, other, pgDump);
    }

    /** With the machine's own pg_dump, which is PostgreSQL 15's or later. */
    Planning cloning() {
        return new Planning(dryRun, policy, timeout, "");
    }

    Plan plan(TestDatabase database, Bundle bundle) {
        TargetConnector connector = new TargetConnector(Duration.ofSeconds(10));
        try (TargetSession session = connector.open(database.target(), "test")) {
            return new Planner(connector, Clock.systemUTC()).plan(bundle, where(database), session);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    PlannedTarget where(TestDatabase database) {
        return new PlannedTarget(
                database.target(),
                new PlanSettings(
                        dryRun,
                        timeout,
                        new ShadowSettings(new ShadowServer.Same(), "", Seed.NONE, pgDump, timeout),
                        ProbeLimits.DEFAULT,
                        policy));
    }
}
