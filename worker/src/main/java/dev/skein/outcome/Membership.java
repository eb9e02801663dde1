package dev.skein.outcome;

import dev.skein.intake.Mark;
import dev.skein.intake.QueueMessage;
import java.util.EnumMap;
import java.util.Map;

/**
 * That a run is part of a group's.
 *
 * @param group the group's run; empty text where it stands for itself
 * @param member by the name that the group knows it by
 */
public record Membership(String group, String member) {
    /** Of a run that stands for itself. */
    public static final Membership NONE = new Membership("", "");

    /** Reads it from a message. */
    public static Membership of(QueueMessage message) {
        return new Membership(
                message.mark(Mark.GROUP).orElse(""), message.mark(Mark.MEMBER).orElse(""));
    }

    /** Reads it from an outcome. */
    public static Membership of(OutcomeDocument outcome) {
        return new Membership(outcome.text("/memberOf/group"), outcome.text("/memberOf/member"));
    }

    /** Whether there is a group. */
    public boolean isAny() {
        return !group.isEmpty();
    }

    /** As marks of a message about a run that is this member's, or stands for itself. */
    public Map<Mark, String> marks(RunId run) {
        Map<Mark, String> marks = new EnumMap<>(Mark.class);
        marks.put(Mark.RUN, run.value());
        marks.put(Mark.TARGET, run.target());
        if (isAny()) {
            marks.put(Mark.GROUP, group);
            marks.put(Mark.MEMBER, member);
        }
        return marks;
    }
}
