package dev.skein.cli;

import dev.skein.outcome.Status;

/** How the command line ends, for scripts. */
public final class ExitCode {
    /** Applied, unchanged, or done. */
    public static final int OK = 0;

    /** Of {@code skein health}: the worker is stuck, or there is none. */
    public static final int UNHEALTHY = 1;

    /** The command, its options or the settings are wrong. */
    public static final int USAGE = 2;

    /** The bundle was rejected; the database was not touched. */
    public static final int REJECTED = 10;

    /** PostgreSQL or the surroundings said no. */
    public static final int FAILED = 11;

    /** A person has to agree to the plan. */
    public static final int AWAITING_APPROVAL = 12;

    /** There was no outcome in time, or none that could be read any more; what was begun goes on. */
    public static final int NO_OUTCOME = 13;

    /** Somebody cancelled the run. */
    public static final int CANCELLED = 14;

    private ExitCode() {}

    static int of(Status status) {
        return switch (status) {
            case APPLIED, UNCHANGED -> OK;
            case AWAITING_APPROVAL -> AWAITING_APPROVAL;
            case REJECTED -> REJECTED;
            case FAILED -> FAILED;
            case CANCELLED -> CANCELLED;
        };
    }
}
