package dev.skein.intake;

import java.util.Locale;

/** The message attributes that Skein sets. SQS allows ten on a message. */
public enum Mark {
    /** When a message that has waited was first received (ISO 8601). */
    FIRST_SEEN,
    /** How often it was sent again to wait. */
    WAITS,
    /** The problem's code, on a dead letter; kept when it is re-driven. */
    REASON,
    /** The run, on a dead letter. */
    RUN,
    /** The target, on a dead letter. */
    TARGET,
    /** The attempt that ended in the dead letter. */
    ATTEMPT,
    /** Why it was a dead letter before, each time that it was re-driven: a {@link Trail}. */
    TRAIL,
    /** The group's run, on a message for one of its members. */
    GROUP,
    /** The member that a message is for, by the name that its group knows it by. */
    MEMBER;

    /** The attribute's name, such as {@code skein-first-seen}. */
    public String attribute() {
        return "skein-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
