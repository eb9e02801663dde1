package dev.skein.cli;

/** The command was called wrongly; the message says how to call it. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message one sentence */
    public UsageException(String message) {
        super(message);
    }
}
