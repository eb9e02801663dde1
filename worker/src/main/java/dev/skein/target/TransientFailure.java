package dev.skein.target;

/** Something failed that may well succeed when the same is tried again later. */
public final class TransientFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what failed, for a person; without values of SQL */
    public TransientFailure(String message) {
        super(message);
    }

    /** @param message what failed, for a person; without values of SQL */
    public TransientFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
