package dev.skein.plan;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a bundle is tried before it is applied. */
public enum DryRun {
    /** In a scratch database without rows. */
    SHADOW,
    /** On the target, in a transaction that is rolled back. */
    IN_PLACE,
    /** Not at all: only what can be read off the statements is found. */
    OFF;

    /** The name in settings, such as {@code in-place}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Reads the name in settings. */
    public static Optional<DryRun> of(String label) {
        return Arrays.stream(values())
                .filter(mode -> mode.label().equals(label))
                .findFirst();
    }
}
