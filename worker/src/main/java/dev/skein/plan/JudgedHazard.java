package dev.skein.plan;

import dev.skein.plan.hazard.Decision;
import dev.skein.plan.hazard.Hazard;

/** A hazard and what the target's policy says of it. */
public record JudgedHazard(Hazard hazard, Decision decision) {}
