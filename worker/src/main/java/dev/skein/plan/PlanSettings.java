package dev.skein.plan;

import dev.skein.plan.hazard.Policy;
import dev.skein.plan.probe.ProbeLimits;
import dev.skein.plan.shadow.ShadowSettings;
import java.time.Duration;

/**
 * How bundles for one target are tried and judged.
 *
 * @param timeout for running the statements in a dry run
 * @param shadow for a dry run in a scratch database
 * @param probes how long the target's rows may be asked
 * @param policy what becomes of hazards
 */
public record PlanSettings(DryRun dryRun, Duration timeout, ShadowSettings shadow, ProbeLimits probes, Policy policy) {}
