package dev.skein.plan.shadow;

import java.util.Locale;

/** A scratch database could not be made. The target is untouched, and nothing is left behind. */
public final class ShadowUnavailable extends Exception {
    private static final long serialVersionUID = 1L;

    /** What stands in the way. Each code is stable. */
    public enum Reason {
        /** The role may not create databases. */
        NO_CREATEDB,
        /** A role that is needed does not exist, or the login may not become it. */
        ROLE_NOT_ALLOWED,
        /** The configured shadow server is older than the target's. */
        SERVER_TOO_OLD,
        /** The dump could not be restored. */
        RESTORE_FAILED,
        /** There is nothing to dump with, and the history cannot be replayed. */
        REPLAY_IMPOSSIBLE,
        /** There is nothing to dump with, and an applied migration failed when it was replayed. */
        REPLAY_FAILED,
        /** It took too long. */
        TIMED_OUT,
        /** The server said no for another reason. */
        REFUSED;

        /** The code as users see it, such as {@code no-createdb}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Reason reason;

    /** @param message one sentence with what to do, without secrets and values of rows */
    ShadowUnavailable(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** @param message one sentence with what to do, without secrets and values of rows */
    ShadowUnavailable(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** What stands in the way. */
    public Reason reason() {
        return reason;
    }
}
