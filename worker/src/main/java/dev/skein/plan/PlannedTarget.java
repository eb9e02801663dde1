package dev.skein.plan;

import dev.skein.target.ApplySettings;
import dev.skein.target.Target;

/** A target, how bundles for it are tried and judged, and how they are applied. */
public record PlannedTarget(Target target, PlanSettings settings, ApplySettings applying) {
    /** One where they are applied as usual. */
    public PlannedTarget(Target target, PlanSettings settings) {
        this(target, settings, ApplySettings.DEFAULT);
    }
}
