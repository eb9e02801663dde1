package dev.skein.plan.guard;

import dev.skein.plan.guard.Passage.Origin;
import dev.skein.plan.hazard.HazardCode;
import java.util.List;
import java.util.Set;

/** Reads a statement and what is nested in it. */
final class Reading {
    /** Nobody writes text in text in text as deep as this, and each level costs another reading. */
    private static final int DEEPEST = 16;

    private static final List<Check> CHECKS = List.of(
            new CommandCheck(),
            new CopyCheck(),
            new GrantCheck(),
            new ParameterCheck(),
            new CodeCheck(),
            new CallCheck(),
            new CatalogCheck(),
            new SkeinCheck(),
            new SkeinSchemaCheck(),
            new MetaCommandCheck());

    private final Set<Reach> reaches;

    Reading(Set<Reach> reaches) {
        this.reaches = reaches;
    }

    void read(String text) {
        read(new NestedText(text, Origin.SCRIPT), 0);
    }

    private void read(NestedText text, int depth) {
        if (depth > DEEPEST) {
            reaches.add(new Reach(HazardCode.LOADS_CODE, "text nested more than " + DEEPEST + " deep"));
            return;
        }
        Passage passage = Passage.of(text.text(), text.origin());
        CHECKS.forEach(check -> check.look(passage, reaches::add));
        NestedText.of(passage).forEach(nested -> read(nested, depth + 1));
    }
}
