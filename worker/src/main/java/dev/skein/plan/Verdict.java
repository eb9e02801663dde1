package dev.skein.plan;

/** What a plan comes to. */
public enum Verdict {
    /** Nothing is pending. */
    NOTHING_TO_DO,
    /** It may be applied. */
    APPLY,
    /** A person has to agree first. */
    APPROVE,
    /** It cannot, or must not, be applied. */
    REJECT
}
