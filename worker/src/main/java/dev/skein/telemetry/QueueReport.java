package dev.skein.telemetry;

import java.time.Duration;
import java.util.Locale;
import java.util.function.IntSupplier;

/** Tells of one queue. */
public interface QueueReport {
    /** A message that has not waited was received so long after it was sent. */
    void received(Duration lag);

    /** A message that is worked on was to be kept hidden. */
    void beat(Beat beat);

    /** A message was sent again, to wait. */
    void waits(Cause cause);

    /** Where to look how many messages are worked on. */
    void inWork(IntSupplier messages);

    /** What came of keeping a message hidden. */
    enum Beat {
        /** It stays hidden. */
        KEPT,
        /** It could not be done this time. */
        FAILED,
        /** The message is not held any more. */
        LOST,
        /** Nothing was to be kept: the message was lost before, or a copy stands in its place. */
        NONE;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is waited for. */
    enum Cause {
        /** The end of another run on the target. */
        TURN,
        /** The target's database. */
        TARGET,
        /** A service of AWS. */
        AWS,
        /** Another worker, since this one ends. */
        DRAIN;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
