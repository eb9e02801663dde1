package dev.skein.plan.review;

import dev.skein.plan.hazard.Decision;
import dev.skein.plan.hazard.Hazard;
import dev.skein.plan.hazard.HazardCode;
import dev.skein.plan.trace.LockMode;
import dev.skein.plan.trace.Touch;

/** Words and weights of locks: how strong, who waits, how long, and for whom the lock has to wait itself. */
final class Locks {
    private final Tables tables;

    Locks(Tables tables) {
        this.tables = tables;
    }

    /** A hazard of a lock that is held while a table is read or written as a whole. */
    Hazard whole(HazardCode code, Step step, Touch touch, String work, String safe) {
        Weight weight = tables.weight(touch.relation());
        return new Hazard(
                code,
                weight.severity(),
                weight.decision(),
                touch.relation(),
                step.statement(),
                tables.size(touch.relation()) + "; " + work + " under " + waits(touch.mode())
                        + " until the transaction ends." + tables.waiting(touch.relation()),
                safe);
    }

    /** A hazard of a lock that is held for a moment: it hurts when it has to wait, and others queue behind it. */
    Hazard moment(HazardCode code, Step step, Touch touch, String work, String safe) {
        return new Hazard(
                code,
                tables.weight(touch.relation()).ofMoment(),
                Decision.ALLOW,
                touch.relation(),
                step.statement(),
                work + " takes " + waits(touch.mode())
                        + ": a moment, unless it has to wait for others, and then all queue" + " behind it; "
                        + tables.size(touch.relation()) + "." + tables.waiting(touch.relation()),
                safe);
    }

    /** A lock and who waits: {@code ACCESS EXCLUSIVE, so that reads and writes wait}. */
    static String waits(LockMode mode) {
        String who = switch (mode.blocks()) {
            case READS_AND_WRITES -> "reads and writes wait";
            case WRITES -> "writes wait";
            case DDL -> "reads and writes go on, other changes of its definition wait";
            case EXCLUSIVE_DDL -> "only changes of its definition wait";
        };
        return mode.label() + ", so that " + who;
    }
}
