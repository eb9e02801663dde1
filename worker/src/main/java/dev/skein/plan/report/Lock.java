package dev.skein.plan.report;

import dev.skein.plan.trace.LockMode;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/**
 * A lock as a plan names it.
 *
 * @param mode as the manual writes it, such as {@code ACCESS EXCLUSIVE}
 * @param blocks who has to wait, such as {@code reads and writes}
 */
record Lock(String mode, String blocks) {
    /** The weakest first; one that is not known is the weakest. */
    static final Comparator<Lock> STRENGTH = Comparator.comparingInt(Lock::strength);

    static Lock of(Item touch) {
        return new Lock(touch.text("mode"), touch.text("blocks"));
    }

    Tone tone() {
        return known().map(LockMode::blocks)
                .map(waiting -> switch (waiting) {
                    case READS_AND_WRITES -> Tone.DANGER;
                    case WRITES -> Tone.WARNING;
                    case DDL -> Tone.NOTE;
                    case EXCLUSIVE_DDL -> Tone.CALM;
                })
                .orElse(Tone.CALM);
    }

    /** Who waits, as a sentence's end. */
    String waiting() {
        return blocks.isEmpty() ? "" : blocks + " wait" + (blocks.endsWith("s") ? "" : "s");
    }

    private int strength() {
        return known().map(LockMode::ordinal).orElse(-1);
    }

    private Optional<LockMode> known() {
        return Arrays.stream(LockMode.values())
                .filter(one -> one.label().equals(mode))
                .findFirst();
    }
}
