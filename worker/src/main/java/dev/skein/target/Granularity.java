package dev.skein.target;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How much is applied in one transaction, where PostgreSQL leaves the choice. */
public enum Granularity {
    /** As much as possible: all of it or nothing. */
    FEWEST,
    /** One migration: locks are shorter, and what was applied before a failure stays. */
    MIGRATION;

    /** As the settings have it, such as {@code fewest}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Finds one by its label. */
    public static Optional<Granularity> of(String label) {
        return Arrays.stream(values())
                .filter(granularity -> granularity.label().equals(label))
                .findFirst();
    }
}
