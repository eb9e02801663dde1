package dev.skein.group;

import dev.skein.plan.PlannedTarget;

/**
 * One of a group.
 *
 * @param name by which the group knows it: a target's, a database's or a schema's
 * @param target the same as a target
 */
public record Member(String name, PlannedTarget target) {}
