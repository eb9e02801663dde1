package dev.skein.plan;

import dev.skein.target.Target;

/** A target, and how bundles for it are tried and judged. */
public record PlannedTarget(Target target, PlanSettings settings) {}
