package dev.skein.outcome;

import org.jspecify.annotations.Nullable;

/**
 * How a member of a group ended.
 *
 * @param attempt the one that counts for the group's
 * @param status null where it was not begun
 * @param problem its code; empty text where there is none
 */
public record MemberResult(RunId run, int attempt, @Nullable Status status, String problem) {
    /** Of one that was not begun. */
    public static MemberResult notBegun(RunId run, int attempt) {
        return new MemberResult(run, attempt, null, "");
    }

    /** Of one that has ended. */
    public static MemberResult of(OutcomeDocument outcome) {
        return new MemberResult(
                outcome.run(),
                outcome.attempt(),
                outcome.status(),
                outcome.problemCode().orElse(""));
    }

    /** Whether it has ended. */
    public boolean isEnded() {
        return status != null;
    }

    /** Whether the bundle's content is in its database. */
    public boolean isGood() {
        return status != null && status.isGood();
    }

    /** The status, or {@code NOT-BEGUN}. */
    String label() {
        return status == null ? "NOT-BEGUN" : status.name();
    }

    @Override
    public String toString() {
        return run.target() + " " + label() + (problem.isEmpty() ? "" : " (" + problem + ")");
    }
}
