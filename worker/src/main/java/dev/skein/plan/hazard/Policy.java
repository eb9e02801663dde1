package dev.skein.plan.hazard;

import java.util.EnumMap;
import java.util.Map;

/**
 * What a target says of hazards.
 *
 * @param decisions for codes that it names; the others are decided by each hazard's own default
 * @param bigTable bytes above which a table counts as big: from there a rewrite or a long lock needs approval
 */
public record Policy(Map<HazardCode, Decision> decisions, long bigTable, SelfApproval selfApproval) {
    /** 1 GiB. */
    public static final long BIG_TABLE = 1L << 30;

    /** Names no code, takes a table of more than 1 GiB for big, and forbids approving one's own upload. */
    public static final Policy DEFAULT = new Policy(Map.of(), BIG_TABLE, SelfApproval.FORBIDDEN);

    /** Copies the decisions. */
    public Policy {
        decisions = Map.copyOf(decisions);
        if (bigTable < 0) {
            throw new IllegalArgumentException("a size is not negative: " + bigTable);
        }
    }

    /**
     * The default policy with decisions such as {@code drops-column=approve, rewrites-table=allow}; empty text names none.
     *
     * @throws PolicyException naming everything that is wrong with the text
     */
    public static Policy parse(String text) {
        return DEFAULT.with(PolicyText.read(text));
    }

    /** What becomes of a hazard here. */
    public Decision decide(Hazard hazard) {
        return decisions.getOrDefault(hazard.code(), hazard.byDefault());
    }

    /** The same with further decisions, which win over its own. */
    public Policy with(Map<HazardCode, Decision> more) {
        EnumMap<HazardCode, Decision> all = new EnumMap<>(HazardCode.class);
        all.putAll(decisions);
        all.putAll(more);
        return new Policy(all, bigTable, selfApproval);
    }

    /** The same with another limit for big tables, in bytes. */
    public Policy withBigTable(long bytes) {
        return new Policy(decisions, bytes, selfApproval);
    }

    /** The same with another choice. */
    public Policy with(SelfApproval choice) {
        return new Policy(decisions, bigTable, choice);
    }
}
