package dev.skein.apply;

import org.flywaydb.core.api.FlywayException;

/** Somebody has asked for the end of the apply. */
final class CancelledException extends FlywayException {
    private static final long serialVersionUID = 1L;

    CancelledException() {
        super("cancelled");
    }

    /** Whether it is the failure, or what caused it. */
    static boolean isIn(Throwable failure) {
        return Causes.first(failure, CancelledException.class).isPresent();
    }
}
