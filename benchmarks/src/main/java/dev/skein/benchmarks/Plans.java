package dev.skein.benchmarks;

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
import dev.skein.target.TargetSession;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;

/** Plans the one migration that a database has not had yet: login, plan and plan.json. */
record Plans(LoadDatabase database) {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    /** There is no such program, so that the shadow is made by replay. */
    private static final String NO_PG_DUMP = "/nowhere/pg_dump";

    /** How shadows are made with these programs. */
    static ShadowSettings cloning(PgPrograms programs) {
        return shadow(programs.pgDump());
    }

    Work byClone(PgPrograms programs) {
        return () -> plan(DryRun.SHADOW, cloning(programs), "clone");
    }

    Work byReplay() {
        return () -> plan(DryRun.SHADOW, shadow(NO_PG_DUMP), "replay");
    }

    Work inPlace() {
        return () -> plan(DryRun.IN_PLACE, shadow(NO_PG_DUMP), "in-place");
    }

    private static ShadowSettings shadow(String pgDump) {
        return new ShadowSettings(new ShadowServer.Same(), "", Seed.NONE, pgDump, TIMEOUT);
    }

    private void plan(DryRun dryRun, ShadowSettings shadow, String kind) throws SQLException {
        PlannedTarget where = new PlannedTarget(
                database.target(), new PlanSettings(dryRun, TIMEOUT, shadow, ProbeLimits.DEFAULT, Policy.DEFAULT));
        try (TargetSession session = LoadDatabase.CONNECTOR.open(database.target(), "plan")) {
            Plan plan = new Planner(LoadDatabase.CONNECTOR, Clock.systemUTC()).plan(database.bundle(), where, session);
            boolean asExpected = plan.method().kind().equals(kind)
                    && plan.findings().problems().isEmpty()
                    && plan.effect().diff().changes().size() == 1;
            if (!asExpected || PlanDocument.of(plan).json().isEmpty()) {
                throw new IllegalStateException("the plan is not as it should be: " + plan);
            }
        }
    }
}
