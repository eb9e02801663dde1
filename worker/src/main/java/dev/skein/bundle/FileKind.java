package dev.skein.bundle;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a file in a bundle is for. */
public enum FileKind {
    /** {@code V…__….sql}, applied once, in the order of its version. */
    MIGRATION,
    /** {@code R__….sql}, applied again whenever it changes. */
    REPEATABLE,
    /** {@code U…__….sql}, carried for the record; it is never run. */
    UNDO,
    /** {@code beforeMigrate.sql} and its kin, run by Flyway at that event. */
    CALLBACK,
    /** {@code ….sql.conf}, Flyway's settings for the script beside it. */
    CONFIG,
    /** {@code assertions/….sql}, a query that has to give no row when everything is applied. */
    ASSERTION;

    /** The name in {@code bundle.json}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<FileKind> of(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst();
    }
}
