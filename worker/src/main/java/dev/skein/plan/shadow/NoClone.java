package dev.skein.plan.shadow;

/** The target's schema cannot be dumped; it may still be replayed. */
final class NoClone extends Exception {
    private static final long serialVersionUID = 1L;
    private final String reason;

    /** @param reason for people, with what to do, without secrets */
    NoClone(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
