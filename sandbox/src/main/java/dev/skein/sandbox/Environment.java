package dev.skein.sandbox;

import java.util.Map;
import java.util.Optional;

/** The variables that {@code start --env-file} wrote, for the commands that look into a running sandbox. */
record Environment(Map<String, String> variables) {
    static Environment current() {
        return new Environment(System.getenv());
    }

    /** Throws {@link IllegalStateException}, which names the variable, where it is missing. */
    String required(String name) {
        return Optional.ofNullable(variables.get(name))
                .orElseThrow(() -> new IllegalStateException(
                        name + " is not set: source the file that start --provision --env-file wrote"));
    }
}
