package dev.skein.benchmarks;

import dev.skein.plan.DryRun;
import dev.skein.plan.PlanSettings;
import dev.skein.plan.hazard.Policy;
import dev.skein.plan.probe.ProbeLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * All tools that bring databases to a history's end.
 *
 * @param apply Skein's, without a plan
 * @param run Skein's, with all that belongs to a run
 */
record Contestants(SkeinTool apply, SkeinRunTool run, List<Tool> warm, Peers programs) {
    static Contestants of(PgPrograms programs) throws IOException {
        PlanSettings settings = new PlanSettings(
                DryRun.SHADOW, Duration.ofMinutes(5), Plans.cloning(programs), ProbeLimits.DEFAULT, Policy.DEFAULT);
        return new Contestants(
                new SkeinTool("Skein, warm"),
                new SkeinRunTool(settings),
                List.of(new FlywayTool(FlywayTool.Grouping.EACH), new FlywayTool(FlywayTool.Grouping.ALL)),
                Peers.programs());
    }

    /** In the order of the table. */
    List<Tool> all() {
        List<Tool> all = new ArrayList<>(List.of(apply, run));
        all.addAll(warm);
        all.addAll(programs.tools());
        return all;
    }
}
