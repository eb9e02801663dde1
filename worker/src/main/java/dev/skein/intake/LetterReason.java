package dev.skein.intake;

import java.util.Locale;

/** Why a message is a dead letter that never became a run. Each code is stable and has a page in {@code docs/problems}. */
public enum LetterReason {
    /** The body is no S3 event. */
    UNREADABLE_MESSAGE,
    /** The event is of another bucket than the configured one. */
    FOREIGN_BUCKET,
    /** The message came through another account than the queue's. */
    FOREIGN_ACCOUNT,
    /** SQS itself moved the message, because its receives were used up. */
    MOVED_BY_QUEUE;

    /** The code as users see it, such as {@code foreign-bucket}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
