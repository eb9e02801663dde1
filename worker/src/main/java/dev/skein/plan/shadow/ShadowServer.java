package dev.skein.plan.shadow;

import dev.skein.target.Credentials;
import java.util.function.Function;

/** The server on which scratch databases are made. */
public sealed interface ShadowServer {
    /** Calls the function of the case at hand. */
    <R> R match(Function<Same, R> same, Function<Other, R> other);

    /** The target's own server, with the target's credentials. */
    record Same() implements ShadowServer {
        @Override
        public <R> R match(Function<Same, R> same, Function<Other, R> other) {
            return same.apply(this);
        }
    }

    /**
     * A server that is there for this.
     *
     * @param url {@code jdbc:postgresql://…}, without credentials, to any database of that server
     */
    record Other(String url, Credentials credentials) implements ShadowServer {
        @Override
        public <R> R match(Function<Same, R> same, Function<Other, R> other) {
            return other.apply(this);
        }
    }
}
