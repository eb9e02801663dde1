package dev.skein.target;

/** Something failed that may well succeed when the same is tried again later. */
public final class TransientFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is waited for. */
    public enum Lack {
        /** A service or a database, which may be away for long. */
        SERVICE,
        /** The end of another run on the same target, which may come at any moment. */
        TURN
    }

    private final Lack lack;

    /** @param message what failed, for a person; without values of SQL */
    public TransientFailure(String message) {
        this(message, Lack.SERVICE);
    }

    /** @param message what failed, for a person; without values of SQL */
    public TransientFailure(String message, Lack lack) {
        super(message);
        this.lack = lack;
    }

    /** @param message what failed, for a person; without values of SQL */
    public TransientFailure(String message, Throwable cause) {
        super(message, cause);
        this.lack = Lack.SERVICE;
    }

    /** What is waited for. */
    public Lack lack() {
        return lack;
    }
}
