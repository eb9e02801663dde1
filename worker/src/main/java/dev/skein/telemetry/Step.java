package dev.skein.telemetry;

import java.util.Locale;

/** What a run consists of. */
public enum Step {
    /** The upload is read from the bucket. */
    FETCH,
    /** The bundle is checked. */
    CHECK,
    /** The target's database is connected to. */
    CONNECT,
    /** The target is taken, so that nobody else migrates it. */
    LEASE,
    /** It is planned. */
    PLAN,
    /** It is applied. */
    APPLY,
    /** Its outcome is stored. */
    OUTCOME,
    /** Its outcome is told. */
    PUBLISH;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
