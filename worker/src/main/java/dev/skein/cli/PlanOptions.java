package dev.skein.cli;

import dev.skein.plan.DryRun;
import dev.skein.plan.PlanSettings;
import dev.skein.plan.hazard.Policy;
import dev.skein.plan.hazard.PolicyException;
import dev.skein.plan.probe.ProbeLimits;
import dev.skein.plan.shadow.Seed;
import dev.skein.plan.shadow.ShadowServer;
import dev.skein.plan.shadow.ShadowSettings;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The options that say how a bundle is tried and judged, where no worker's settings say it. */
final class PlanOptions {
    @Option(
            names = "--dry-run",
            paramLabel = "WHERE",
            description =
                    "shadow: in a scratch database on the same server (default). in-place: on the database itself,"
                            + " rolled back. off: not at all.",
            defaultValue = "shadow")
    private String dryRun = "shadow";

    @Option(
            names = "--policy",
            paramLabel = "CODE=DECISION",
            split = ",",
            description = "What becomes of a hazard: allow, approve or block. May be given several times.")
    private String[] policy = {};

    @Option(
            names = "--plan-timeout",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            defaultValue = "10m",
            description = "How long the dry run may take. Default: ${DEFAULT-VALUE}.")
    private Duration timeout = Duration.ofMinutes(10);

    @Option(
            names = "--pg-dump",
            paramLabel = "FILE",
            defaultValue = "",
            description = "pg_dump, with psql beside it. Default: looked up on the PATH.")
    private String pgDump = "";

    PlanSettings settings() {
        DryRun mode = DryRun.of(dryRun)
                .orElseThrow(() -> new UsageException("--dry-run: expected shadow, in-place or off, not " + dryRun));
        return new PlanSettings(
                mode,
                timeout,
                new ShadowSettings(new ShadowServer.Same(), "", Seed.NONE, pgDump, timeout),
                ProbeLimits.DEFAULT,
                policy());
    }

    private Policy policy() {
        try {
            return Policy.parse(String.join(",", policy));
        } catch (PolicyException e) {
            throw new UsageException("--policy: " + e.getMessage());
        }
    }
}
