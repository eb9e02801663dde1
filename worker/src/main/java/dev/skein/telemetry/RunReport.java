package dev.skein.telemetry;

/** Tells how an attempt ended. Where it is not called, the attempt waits, or its message comes back. */
public interface RunReport {
    /** Its outcome is stored and told. */
    void ended(End end);

    /** It had ended before; the message is a further copy. */
    void repeated();

    /**
     * How it ended.
     *
     * @param status as the outcome has it
     * @param problem its code; empty text without one
     * @param sqlState empty text without one
     */
    record End(String status, String problem, String sqlState) {}
}
