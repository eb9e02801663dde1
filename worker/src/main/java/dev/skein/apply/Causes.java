package dev.skein.apply;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks for what stands behind a failure: Flyway wraps what its callbacks throw. */
final class Causes {
    private Causes() {}

    /** The first of a type among a failure and its causes; empty when there is none. */
    static <T extends Throwable> Optional<T> first(Throwable failure, Class<T> type) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}
