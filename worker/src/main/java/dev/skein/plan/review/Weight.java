package dev.skein.plan.review;

import dev.skein.plan.facts.TableFacts;
import dev.skein.plan.hazard.Decision;
import dev.skein.plan.hazard.Severity;

/** How much there is of a table, as far as it matters for those who wait. */
enum Weight {
    /** No rows. */
    EMPTY(Severity.NOTE, Decision.ALLOW),
    /** Done before anybody notices. */
    LIGHT(Severity.NOTE, Decision.ALLOW),
    /** Takes seconds. */
    NOTICEABLE(Severity.WARNING, Decision.ALLOW),
    /** Nobody knows: whoever does has to say. */
    UNKNOWN(Severity.WARNING, Decision.APPROVE),
    /** More than the policy's limit. */
    BIG(Severity.DANGER, Decision.APPROVE);

    private static final long NOTICEABLE_BYTES = 64L << 20;

    private final Severity severity;
    private final Decision decision;

    Weight(Severity severity, Decision decision) {
        this.severity = severity;
        this.decision = decision;
    }

    static Weight of(TableFacts facts, long bigTable) {
        if (facts.bytes() > bigTable) {
            return BIG;
        }
        if (facts.isEmpty()) {
            return EMPTY;
        }
        return facts.bytes() > NOTICEABLE_BYTES ? NOTICEABLE : LIGHT;
    }

    /** Of work that takes as long as the table is big, while others wait. */
    Severity severity() {
        return severity;
    }

    /** Of work that takes as long as the table is big, while others wait. */
    Decision decision() {
        return decision;
    }

    /** Of a lock that is held for a moment only: it hurts when it has to wait itself. */
    Severity ofMoment() {
        return compareTo(NOTICEABLE) >= 0 ? Severity.WARNING : Severity.NOTE;
    }
}
